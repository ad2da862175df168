import { fakeIo } from "@review/test-kit/fake-io.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Command, defineCommand } from "./command.ts";
import * as option from "./options.ts";
import { parsePlainLine } from "./parse-plain-line.ts";
import { parseWithYargs } from "./parse-with-yargs.ts";

const load = async () => async () => 0;
const commands: readonly Command[] = [
  defineCommand({
    usage: ["create <note> <gates..>", "make"],
    describe: "",
    build: (parser) =>
      parser
        .positional("note", { type: "string", demandOption: true })
        .positional("gates", { type: "string", array: true, demandOption: true })
        .options({ model: option.model, effort: option.effort }),
    load,
  }),
  defineCommand({
    usage: ["stale [gates..]"],
    describe: "",
    build: (parser) =>
      parser
        .positional("gates", { type: "string", array: true })
        .options({ "all-gates": option.allGates, note: option.note, effort: option.effort }),
    load,
  }),
  defineCommand({
    usage: ["write"],
    describe: "",
    build: (parser) =>
      parser.options({
        run: option.run,
        file: { ...option.texts("file"), demandOption: true },
        "dry-run": { type: "boolean", describe: "without a default" },
        moved: { type: "string", array: true, nargs: 2 },
        "fail-on": { type: "string", requiresArg: true, choices: ["never", "warn"], default: "never" },
      }),
    load,
  }),
  defineCommand({
    usage: ["history <note> [gate]"],
    describe: "",
    build: (parser) =>
      parser
        .positional("note", { type: "string", demandOption: true })
        .positional("gate", { type: "string" }),
    load,
  }),
];

const nameOf = (command: Command) => command.usage[0];

/** What yargs makes of a command line; undefined if it does not run a command. */
async function parseFully(argv: readonly string[]) {
  const found: { command: string; args: unknown }[] = [];
  const cli = { name: "review", describe: "", version: "1.2.3", commands };
  await parseWithYargs(cli, argv, fakeIo().io, async (command, given) => {
    const { _, $0, ...args } = given as unknown as Record<string, unknown>;
    found.push({ command: nameOf(command), args });
  }).catch(() => {});
  return found[0];
}

function parsePlainly(argv: readonly string[]) {
  const plain = parsePlainLine(commands, argv);
  return plain && { command: nameOf(plain.command), args: plain.args };
}

describe("parsePlainLine", () => {
  it.each([
    ["create notes/a.md prose/clarity --model opus --effort high --json"],
    ["make a.md prose"],
    ["stale"],
    ["stale prose 007 1e3 --note a.md --note b.md --quiet"],
    ["stale --all-gates --root . --db ./l.sqlite"],
    ["write --run 07 --file - --file a.md --dry-run --fail-on warn"],
    ["history größe.md"],
  ])("reads `%s` as yargs does", async (line) => {
    const plain = parsePlainly(line.split(" "));
    expect(plain).toBeDefined();
    expect(plain).toEqual(await parseFully(line.split(" ")));
  });

  it.each([
    [""],
    ["--json stale"],
    ["stalle"],
    ["stale --help"],
    ["stale -h"],
    ["stale --nope"],
    ["stale --note=a.md"],
    ["stale -- a"],
    ["stale --json false"],
    ["stale --json --json"],
    ["stale --effort huge"],
    ["stale --effort low --effort low"],
    ["write --run 1"],
    ["write --run x --file a.md"],
    ["write --run 1 --file --dry-run"],
    ["write --run 1 --file a --moved b c"],
    ["create a.md"],
    ["history a.md b c"],
  ])("leaves `%s` to yargs", (line) => {
    expect(parsePlainly(line.split(" "))).toBeUndefined();
  });

  it("answers as yargs does wherever it answers", async () => {
    const names = ["root", "db", "json", "quiet", "model", "effort", "all-gates", "allGates", "note", "run"];
    const flags = [...names, "file", "dry-run", "moved", "fail-on", "gates", "help", "version", "no-json"];
    const word = fc.oneof(
      fc.constantFrom(
        "a.md",
        "prose/clarity",
        "high",
        "warn",
        "1",
        "007",
        "-",
        "--",
        "true",
        "",
        "-1",
        "1e3",
      ),
      fc.string({ maxLength: 4, unit: "grapheme" }),
    );
    const option = fc.constantFrom(...flags).map((name) => [`--${name}`]);
    const part = fc.oneof(
      option,
      fc.tuple(option, word).map(([[name = ""], value]) => [name, value]),
      word.map((value) => [value]),
    );
    const lines = fc
      .tuple(fc.constantFrom("create", "make", "stale", "write", "history"), fc.array(part, { maxLength: 5 }))
      .map(([command, parts]) => [command, ...parts.flat()]);
    await fc.assert(
      fc.asyncProperty(lines, async (argv) => {
        const plain = parsePlainly(argv);
        if (plain) expect(plain).toEqual(await parseFully(argv));
      }),
      { numRuns: 1500 },
    );
  });
});
