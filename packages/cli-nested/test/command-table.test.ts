import { describeCommandTable } from "@review/test-kit/command-table.ts";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands.ts";

const { argsOf, ...table } = describeCommandTable({ name: "review-nested", commands });

describe("the arguments that a command's code receives", () => {
  it.each<[argv: string[], command: string, args: Record<string, unknown>]>([
    [
      ["bundle", "n.md", "prose", "--runner", "codex", "--model", "opus", "--timeout", "60"],
      "bundle",
      { note: "n.md", gates: ["prose"], runner: "codex", model: "opus", timeout: 60, dryRun: false },
    ],
    [
      ["bundle", "--dry-run", "--fail-on", "warn", "--", "-n.md", "prose"],
      "bundle",
      { note: "./-n.md", gates: ["prose"], dryRun: true, failOn: "warn" },
    ],
    [
      ["sweep", "--all-gates", "--runner", "checks"],
      "sweep",
      { gates: [], allGates: true, runner: "checks", groupBy: "gate", failOn: "never", dryRun: false },
    ],
    [
      ["sweep", "prose", "claims", "--group-by", "note", "--batch-size", "3", "--jobs", "4", "--limit", "20"],
      "sweep",
      { gates: ["prose", "claims"], groupBy: "note", batchSize: 3, jobs: 4, limit: 20 },
    ],
    [
      ["sweep", "prose", "--note", "a.md", "--note", "b.md", "--where", "status=current", "--where", "x="],
      "sweep",
      { note: ["a.md", "b.md"], where: ["status=current", "x="] },
    ],
    [["stale", "prose", "--model", "opus", "--check"], "stale", { gates: ["prose"], check: true }],
    [["gates", "--json"], "gates", { gates: [], json: true }],
  ])("%j", async (argv, command, args) => {
    expect(await argsOf(argv)).toMatchObject({ command, args });
  });

  it.each<[argv: string[], message: RegExp]>([
    [["sweep", "prose", "--jobs", "0"], /--jobs must be a whole number of at least 1, not "0"/],
    [["sweep", "prose", "--limit", "many"], /--limit must be a whole number of at least 1, not "many"/],
    [["sweep", "prose", "--group-by", "lens"], /--group-by cannot be "lens": use one of "gate", "note"/],
    [["bundle", "n.md", "prose", "--fail-on", "pass"], /--fail-on cannot be "pass": use one of /],
    [["bundle", "n.md"], /<gates\.\.> is missing: review-nested bundle <note> <gates\.\.>/],
  ])("are refused: %j", async (argv, message) => {
    await expect(argsOf(argv)).rejects.toThrow(message);
  });
});

table.describeHelp();
