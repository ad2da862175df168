import { openLedger } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun, waive } from "@review/lifecycle";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { makeSweepTree, sweepTree } from "./sweep-tree.ts";

const NOTE = "notes/n1.md";
const JUDGEMENT = "### Summary\nNo.\n\n### Findings\n- FAIL: wrong\n  > Text.\n- WARN: odd\n  > Note 1\n";

/** A tree of one pair that failed, with a fail (key 0) and a warn (key 1). */
async function failedTree() {
  const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
  await recordJudgement(tree.root, "fail", JUDGEMENT);
  const keys = queryLedger(tree.root, "SELECT key FROM findings ORDER BY ordinal");
  return { tree, keys: keys.map(({ key }) => String(key)) };
}

async function recordJudgement(root: string, decision: "warn" | "fail", rationaleMarkdown: string) {
  await using ledger = await openLedger(ledgerPath(root));
  const runId = await createRun(ledger, {
    notePath: NOTE,
    modelId: modelPartition("opus"),
    runner: "r",
    note: snapshotOf("# Note 1\n\nText.\n"),
    gates: [{ gateId: "prose/a", ...snapshotOf("# prose/a\n\nIs it so?\n") }],
  });
  await recordAndFinalizeRun(ledger, {
    runId,
    gateReviews: [{ gateId: "prose/a", decision, rationaleMarkdown }],
  });
}

/** The exit codes of a sweep that finds everything fresh, with each `--fail-on`. */
async function exitCodes(tree: Awaited<ReturnType<typeof failedTree>>["tree"]) {
  const failOn = (level: string) => sweepTree(tree, "quick", "--fail-on", level);
  return { warn: (await failOn("warn")).exitCode, fail: (await failOn("fail")).exitCode };
}

/** Takes the rows of findings away, past all that forbids it, as if they were of a time before there were any. */
function forgetFindings(root: string): void {
  const raw = new Database(ledgerPath(root));
  raw.pragma("foreign_keys = OFF");
  const triggers = raw
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
  raw.exec("DELETE FROM finding_quotes; DELETE FROM findings");
  for (const { sql } of triggers) raw.exec(sql);
  raw.close();
}

describe("--fail-on", () => {
  it("counts the worst of the findings that are not waived, and no pair whose are all", async () => {
    const { tree, keys } = await failedTree();
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 1 });
    await nestedHere(tree.root, ["waive", String(keys[0]), "--remark", "meant"]);
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 0 });
    const { stdout } = await nestedHere(tree.root, ["warns"]);
    expect(stdout).toContain("  WARN  prose/a");
    await nestedHere(tree.root, ["waive", String(keys[1]), "--remark", "meant"]);
    expect(await exitCodes(tree)).toEqual({ warn: 0, fail: 0 });
    await nestedHere(tree.root, ["unwaive", String(keys[0]), "--remark", "not meant"]);
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 1 });
  });

  it("counts what was waived when its last day is over", async () => {
    const { tree, keys } = await failedTree();
    {
      await using ledger = await openLedger(ledgerPath(tree.root), {
        clock: () => new Date("2026-03-01T12:00:00.000Z"),
      });
      await waive(ledger, { keys, reason: "for now", until: "2026-03-01" });
    }
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 1 });
    const { stdout } = await nestedHere(tree.root, ["warns"]);
    expect(stdout).not.toContain("waived");
    expect(stdout).toContain("FAIL: wrong");
  });

  it("counts what was waived while it was milder, and warns says so, until it is waived as it is", async () => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const found = (severity: string) => `### Findings\n- ${severity}: wrong\n  > Text.\n`;
    await recordJudgement(tree.root, "warn", found("WARN"));
    const [row] = queryLedger(tree.root, "SELECT key FROM findings");
    const waive = ["waive", String(row?.key), "--remark", "meant"];
    await nestedHere(tree.root, waive);
    expect(await exitCodes(tree)).toEqual({ warn: 0, fail: 0 });
    await recordJudgement(tree.root, "fail", found("FAIL"));
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 1 });
    const { stdout } = await nestedHere(tree.root, ["warns"]);
    expect(stdout).toContain("FAIL, was WARN: wrong");
    expect(stdout).toContain(
      "counts, since it was waived as a warning: meant; waive it again to let it stand\n",
    );
    const { stdout: json } = await nestedHere(tree.root, ["warns", "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      warns: [{ findings: [{ outgrownWaiver: { severity: "warn", reason: "meant" } }] }],
    });
    expect((await nestedHere(tree.root, ["warns", "--new"])).stdout).toContain("wrong");
    expect((await nestedHere(tree.root, ["warns", "--waived"])).stdout).toBe("");
    await nestedHere(tree.root, waive);
    expect(await exitCodes(tree)).toEqual({ warn: 0, fail: 0 });
    expect((await nestedHere(tree.root, ["warns", "--waived"])).stdout).toContain("waived: meant\n");
  });

  it("counts what a person decided in the review's place, whatever is waived", async () => {
    const { tree, keys } = await failedTree();
    await nestedHere(tree.root, ["waive", ...keys, "--remark", "meant"]);
    const override = ["--override", "warn", "--remark", "a little odd"];
    await nestedHere(tree.root, ["ack", NOTE, "prose/a", "--model", "opus", ...override]);
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 0 });
  });

  it("leaves a person's decision as it is, whichever findings are waived", async () => {
    const { tree, keys } = await failedTree();
    const override = ["--override", "warn", "--remark", "a little odd"];
    await nestedHere(tree.root, ["ack", NOTE, "prose/a", "--model", "opus", ...override]);
    await nestedHere(tree.root, ["waive", String(keys[1]), "--remark", "meant"]);
    const decisions = async (...more: string[]) => {
      const { stdout } = await nestedHere(tree.root, ["warns", "--json", ...more]);
      return JSON.parse(stdout).warns.map(({ decision }: { decision: string }) => decision);
    };
    expect(await decisions()).toEqual(["warn"]);
    expect(await decisions("--waived")).toEqual(["warn"]);
    expect(await decisions("--severity", "warn")).toEqual(["warn"]);
    expect(await decisions("--severity", "fail")).toEqual([]);
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 0 });
  });

  it("counts a review of which no findings are kept, as ever", async () => {
    const { tree, keys } = await failedTree();
    await nestedHere(tree.root, ["waive", ...keys, "--remark", "meant"]);
    forgetFindings(tree.root);
    expect(await exitCodes(tree)).toEqual({ warn: 1, fail: 1 });
    expect((await nestedHere(tree.root, ["warns"])).stdout).toContain("FAIL: wrong\n");
    tree.write(NOTE, "<!-- review-ignore-file prose: a draft -->\n# Note 1\n\nText.\n");
    const { stdout, stderr } = await nestedHere(tree.root, ["warns"]);
    expect(stdout).toBe("");
    expect(stderr).toContain("left out: 1 pair whose findings are all waived");
  });
});
