import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Docker is not there where tests run: this says that the file is YAML of the shape that it reads, and what docs/team.md relies on. */
it("compose.yaml is one server that listens on this machine, with a password from outside, as docs/team.md names it", () => {
  const { services, volumes } = parse(read("compose.yaml"));
  expect(Object.keys(services)).toEqual(["ledger"]);
  const { image, ports, environment, volumes: mounted } = services.ledger;
  expect(image).toMatch(/^postgres:1[4-8]$/);
  expect(ports).toEqual(["127.0.0.1:5432:5432"]);
  expect(environment.POSTGRES_PASSWORD).toMatch(/^\$\{REVIEW_PASSWORD:\?/);
  expect(mounted.map((each: string) => each.split(":")[0])).toEqual(Object.keys(volumes));
  const { POSTGRES_USER: user, POSTGRES_DB: database } = environment;
  expect(read("docs/team.md")).toContain(`postgres://${user}@127.0.0.1:5432/${database}`);
});
