import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documentName, type Printer, readSchemas } from "@review/test-kit/documents.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { expect, it } from "vitest";
import { makeTestedTree } from "../../packages/cli-nested/test/gate-tests-base.ts";
import { makeOldBase, type OldBase } from "../../packages/cli-nested/test/old-base.ts";
import { nestedJson } from "../../packages/cli-nested/test/reviewed-base.ts";
import { splitHere } from "../../packages/cli-split/test/split-here.ts";

const REVIEW = "### Summary\nFine.\n\n### Findings\n- WARN: so\n  > WORDS\n\n## Result: WARN\n";
const A = "kb/notes/a.md";
const CHECKED = ["kb/notes/x.md", "checks/always", "--runner", "checks", "--trust"];
const NAMED = ["--run", "1", "--gate", "prose/clarity"];

/** A line for each document there is, in an order in which one makes what the next one tells. */
const COMMANDS: Record<"split" | "nested", string[][]> = {
  split: [
    ["create", A, "prose/clarity", "--runner", "r", "--model", "m"],
    ["write", ...NAMED, "--file", "review.md"],
    ["status", "--run", "1"],
    ["finalize", "--run", "1", "--check"],
    ["finalize", "--run", "1"],
    ["create", A, "prose/clarity", "--runner", "r", "--model", "m"],
    ["fail", "--run", "2", "--remark", "so"],
    ["gates", "prose/clarity"],
    ["gates", A],
    ["instructions"],
    ["stale", "prose", "--model", "m", "--diff"],
    ["stale", "prose", "--model", "m", "--summary"],
    ["status", "--run", "9"],
  ],
  nested: [
    ["bundle", ...CHECKED, "--dry-run"],
    ["bundle", ...CHECKED],
    ["runs"],
    ["show", "1"],
    ["show", "1", "--raw"],
    ["show", "1", "--log"],
    ["history", A],
    ["costs"],
    ["compare", "m", "n"],
    ["warns"],
    ["warns", "--summary"],
    ["lock", "--check"],
    ["lock"],
    ["report"],
    ["verify"],
    ["verify", "--summary"],
    ["verify", "--summary", "--by", "note", "--limit", "1"],
    ["waive", "KEY", "--remark", "so"],
    ["unwaive", "KEY", "--remark", "so"],
    ["gates"],
    ["gates", A],
    ["gates", "lint"],
    ["gates", "report"],
    ["gates", "fixture", "KEY"],
    ["runners"],
    ["runners", "test", "api", "--model", "openai/gpt-5", "--dry-run"],
    ["config"],
    ["doctor", "--verify"],
    ["stale", "prose", "--model", "m"],
    ["stale", "prose", "--model", "m", "--summary", "--by", "note", "--limit", "1"],
    ["why", A, "prose/clarity", "--model", "m"],
    ["ack", A, "prose/clarity", "--model", "m", "--override", "pass", "--remark", "so"],
    ["reopen", A, "prose/clarity", "--model", "m", "--remark", "so", "--dry-run"],
    ["sweep", "checks/always", "--runner", "checks", "--trust", "--dry-run"],
    ["fail", "--status", "running", "--remark", "so", "--yes"],
    ["trust"],
    ["trust", "--print"],
    ["trust", "--list"],
    ["trust", "--yes"],
    ["trust", "--revoke"],
    ["import", "reviews.sqlite", "--dry-run"],
    ["show", "99"],
  ],
};

/** Where a reviewer answers. */
const TESTS = [
  ["gates", "test", "--dry-run"],
  ["gates", "test"],
  ["runners", "test", "finder"],
];
/** Seen by the tests of a ledger on a server. */
const ON_A_SERVER = ["ledger copy", "ledger init", "sweep --cancel", "sweep --shared", "sweeps", "work"];
const REVIEWER = ["--model", "opus", "--trust"];

it("every document of both programs is as its schema says", async () => {
  const base = makeTree();
  const environment = { HOME: base.root, PATH: process.env.PATH ?? "" };
  const seen: Record<Printer, Set<string>> = {
    SplitDocuments: new Set(),
    NestedDocuments: new Set(),
    ToolDocuments: new Set(),
  };
  // Both hold what is printed against the schemas.
  for (const args of COMMANDS.split) {
    const { stdout } = await splitHere(base.root, [...args, "--json"], { environment });
    seen.SplitDocuments.add(documentName("SplitDocuments", args, JSON.parse(stdout)));
  }
  for (const args of COMMANDS.nested) {
    const named = args.map((word) => (word === "KEY" ? keyOfTheFinding(base.root) : word));
    const document = await nestedJson(base.root, named, { environment });
    seen.NestedDocuments.add(documentName("NestedDocuments", args, document));
  }
  const tested = makeTestedTree();
  for (const args of TESTS) {
    const runner = args[0] === "gates" ? ["--runner", "finder"] : [];
    const document = await nestedJson(tested.root, [...args, ...runner, ...REVIEWER], { environment });
    seen.NestedDocuments.add(documentName("NestedDocuments", args, document));
  }
  mkdirSync(join(base.root, "other"));
  await nestedJson(join(base.root, "other"), ["init", "--with-gates"], { environment });
  const { SplitDocuments, NestedDocuments } = readSchemas().definitions;
  expect([...seen.SplitDocuments].sort()).toEqual(Object.keys(SplitDocuments.properties).sort());
  // A sweep prints a line for each event; its own tests see all of them, those of the formats see reports.
  expect([...seen.NestedDocuments, "init", "format", "sweep", "ui", ...ON_A_SERVER].sort()).toEqual(
    Object.keys(NestedDocuments.properties).sort(),
  );
});

/** Of the one that the agent found. */
const keyOfTheFinding = (root: string) =>
  String(queryLedger(root, "SELECT key FROM findings WHERE message = 'so'")[0]?.key);

function makeTree(): OldBase {
  const base = makeOldBase();
  const gates = "kb/instructions/review-gates/checks";
  base.write(`${gates}/always.md`, '---\ncheck: ["true"]\nrequires_trait: x\n---\nAlways.\n');
  base.write(`${gates}/broken.md`, "---\nwatches: [nothing]\n---\nText.\n");
  base.write("kb/notes/x.md", "---\ntraits: [x]\n---\n# X\n");
  const [words = ""] = /\p{L}+/u.exec(readFileSync(join(base.root, A), "utf8")) ?? [];
  base.write("review.md", REVIEW.replace("WORDS", words));
  return base;
}
