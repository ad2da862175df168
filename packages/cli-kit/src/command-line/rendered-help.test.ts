import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defineCommand } from "./command.ts";
import { findRenderedHelp } from "./rendered-help.ts";

const folder = mkdtempSync(join(tmpdir(), "review-help-"));
beforeAll(() => {
  writeFileSync(join(folder, "review.txt"), "all of it\n");
  writeFileSync(join(folder, "stale.txt"), "of stale\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = (name: string) =>
  defineCommand({ usage: [name], describe: "", build: (parser) => parser, load: async () => async () => 0 });
const helpFolder = pathToFileURL(`${folder}/`);
const cli = { name: "review", commands: [command("stale"), command("gates")], helpFolder };

describe("findRenderedHelp", () => {
  it.each([
    [["--help"], "all of it\n"],
    [["-h"], "all of it\n"],
    [["stale", "--help"], "of stale\n"],
    [["stale", "-h"], "of stale\n"],
    [["gates", "--help"], undefined],
    [["review", "--help"], undefined],
    [["../stale", "--help"], undefined],
    [["stale", "--json", "--help"], undefined],
    [["--help", "stale"], undefined],
    [["stale"], undefined],
    [[], undefined],
  ])("%j", (argv, help) => {
    expect(findRenderedHelp(cli, argv, fakeIo().io)).toBe(help);
  });

  it("is as wide as it was rendered: a narrower terminal gets its own", () => {
    expect(findRenderedHelp(cli, ["--help"], fakeIo({ columns: 99 }).io)).toBeUndefined();
    expect(findRenderedHelp(cli, ["--help"], fakeIo({ columns: 200 }).io)).toBe("all of it\n");
  });

  it("is not there in a build that did not render it", () => {
    expect(findRenderedHelp({ name: "review", commands: [] }, ["--help"], fakeIo().io)).toBeUndefined();
  });
});
