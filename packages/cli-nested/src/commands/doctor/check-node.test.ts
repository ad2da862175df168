import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkNode } from "./check-node.ts";

it.each<[version: string, level: string]>([
  ["18.20.0", "problem"],
  ["20.18.3", "problem"],
  ["20.19.0", "ok"],
  ["22.1.0", "ok"],
  ["100.0.0", "ok"],
])("%s is %s", (version, level) => {
  expect(checkNode(version)).toMatchObject({
    section: "Node",
    level,
    message: expect.stringContaining(version),
  });
});

it("asks for the version that package.json asks for", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  expect(checkNode("1.0.0").message).toContain(engines.node.replace(">=", "install "));
});
