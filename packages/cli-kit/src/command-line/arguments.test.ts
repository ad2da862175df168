import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCommand, plainArguments, refusePositionalsAsOptions } from "./arguments.ts";
import { type Command, defineCommand } from "./command.ts";

const command = (...usage: [string, ...string[]]): Command =>
  defineCommand({ usage, describe: "", build: (parser) => parser, load: async () => async () => 0 });

const commands = [command("create <note> <gates..>", "make"), command("stale [gates..]"), command("status")];
const cli = { name: "review", commands };

describe("plainArguments", () => {
  it.each([
    [
      ["create", "a.md", "--json"],
      ["create", "a.md", "--json"],
    ],
    [
      ["create", "--", "-a.md", "a.md"],
      ["create", "./-a.md", "a.md"],
    ],
    [
      ["create", "--", "--", "-"],
      ["create", "./--", "./-"],
    ],
    [["--"], []],
    [
      ["--get-yargs-completions", "review", "stale", "--"],
      ["--get-yargs-completions", "review", "stale", "--"],
    ],
  ])("%j", (argv, plain) => {
    expect(plainArguments(argv)).toEqual(plain);
  });

  it("leaves nothing after `--` that looks like an option, and drops nothing", () => {
    const words = fc.array(fc.oneof(fc.string(), fc.constantFrom("--", "-", "--json", "-a.md")));
    fc.assert(
      fc.property(words, (after) => {
        const plain = plainArguments(["create", "--", ...after]).slice(1);
        expect(plain.map((word) => word.replace(/^\.\/-/, "-"))).toEqual(
          after.map((word) => word.replace(/^\.\/-/, "-")),
        );
        expect(plain.filter((word) => word.startsWith("-"))).toEqual([]);
      }),
    );
  });
});

describe("findCommand", () => {
  it.each([
    [["create", "a.md"], "create"],
    [["make", "a.md"], "create"],
    [["--json", "status"], "status"],
    [["stale", "create"], "stale"],
    [["crate"], undefined],
    [[], undefined],
  ])("%j", (argv, name) => {
    expect(findCommand(commands, argv)?.usage[0].split(" ")[0]).toBe(name);
  });
});

describe("refusePositionalsAsOptions", () => {
  it.each([
    [["create", "--note", "a.md"]],
    [["make", "a.md", "--gates=prose"]],
    [["stale", "--gates", "prose"]],
  ])("refuses %j", (argv) => {
    expect(() => refusePositionalsAsOptions(cli, argv)).toThrow(
      /^--(note|gates) is no option: review (create|stale) /,
    );
  });

  it.each([[["create", "a.md", "prose"]], [["stale", "--note", "a.md"]], [["status", "--note"]], [[]]])(
    "leaves %j to yargs",
    (argv) => {
      expect(() => refusePositionalsAsOptions(cli, argv)).not.toThrow();
    },
  );
});
