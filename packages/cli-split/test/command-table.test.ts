import { describeCommandTable } from "@review/test-kit/command-table.ts";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { splitHere } from "./split-here.ts";

const { argsOf, ...table } = describeCommandTable({ name: "review-split", commands });

describe("the arguments that a command's code receives", () => {
  const none = { json: false, quiet: false };
  it.each<[argv: string[], command: string, args: Record<string, unknown>]>([
    [
      ["create", "n.md", "prose", "claims/title", "--runner", "codex", "--model", "opus"],
      "create",
      { ...none, note: "n.md", gates: ["prose", "claims/title"], runner: "codex", model: "opus" },
    ],
    [["create-review-run", "n.md", "prose"], "create", { ...none, note: "n.md", gates: ["prose"] }],
    [
      ["create", "--effort=low", "--", "-n.md", "--prose", "-"],
      "create",
      { ...none, note: "./-n.md", gates: ["./--prose", "./-"], effort: "low" },
    ],
    [["create", "2024", "1e3", "0x10"], "create", { ...none, note: "2024", gates: ["1e3", "0x10"] }],
    [
      ["write", "--run", "007", "--gate", "a", "--file", "-", "--gate=b", "--file=-x.md", "--replace"],
      "write",
      { ...none, run: 7, gate: ["a", "b"], file: ["-", "-x.md"], replace: true },
    ],
    [
      ["write-gate-review", "--file", "f", "--gate", "1", "--run", "1"],
      "write",
      { ...none, run: 1, gate: ["1"], file: ["f"], replace: false },
    ],
    [["finalize", "--run=3"], "finalize", { ...none, run: 3, check: false }],
    [
      ["finalize-review-run", "--run", "3", "--actual-model", "1.5", "--effort", "xhigh", "--check"],
      "finalize",
      { ...none, run: 3, actualModel: "1.5", effort: "xhigh", check: true },
    ],
    [["finalize", "--run", "3", "--telemetry", "t.json"], "finalize", { run: 3, telemetry: "t.json" }],
    [["status", "--run", "1", "--json", "--quiet"], "status", { run: 1, json: true, quiet: true }],
    [["--root", "r", "--db", "d", "status", "--run", "1"], "status", { root: "r", db: "d", run: 1 }],
    [["fail", "--run", "1", "--remark=--json"], "fail", { run: 1, remark: "--json", json: false }],
    [["stale", "--all-gates", "--model", "1"], "stale", { ...none, gates: [], allGates: true, model: "1" }],
    [
      [
        "stale",
        "prose",
        "claims",
        "--note",
        "a",
        "--note",
        "b",
        "--where",
        "x=1",
        "--reason",
        "note-changed",
      ],
      "stale",
      { gates: ["prose", "claims"], note: ["a", "b"], where: ["x=1"], reason: "note-changed", check: false },
    ],
    [["gates"], "gates", { ...none, gates: [] }],
    [["gates", "prose", "--json"], "gates", { gates: ["prose"], json: true }],
    [["instructions"], "instructions", none],
    [["mcp", "--root", "r"], "mcp", { ...none, root: "r" }],
  ])("%j", async (argv, command, args) => {
    expect(await argsOf(argv)).toMatchObject({ command, args });
  });

  it("has no other command than these", () => {
    expect(commands.map(({ usage }) => usage[0].split(" ")[0])).toEqual([
      "create",
      "write",
      "finalize",
      "status",
      "fail",
      "stale",
      "gates",
      "instructions",
      "mcp",
    ]);
  });
});

table.describeHelp();

it("says of the runner of create that it is a label, since nothing is started", async () => {
  const { stdout } = await splitHere("/", ["create", "--help"]);
  expect(stdout).toContain("label of who reviews");
  expect(stdout).not.toContain("one of the configuration");
});
