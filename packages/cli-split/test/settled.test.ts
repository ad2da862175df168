import { openLedger } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun, waive } from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { REVIEWER, split } from "./split.ts";
import { toolsHere } from "./tools-here.ts";

const NOTE = "kb/notes/b.md";
const TEXT = "# B\n\n<!-- review-ignore prose/brevity: the law's words -->\n\nIt holds 512 entries.\n";

it("create says what the owner lets stand, beside the texts and in the prompt; nothing where that is nothing", async () => {
  const { root, write } = makeKnowledgeBase({ [NOTE]: TEXT });
  const ask = async () => {
    const { stdout } = await split(root, ["create", NOTE, "prose", ...REVIEWER, "--json"]);
    const byTool = await toolsHere(root)("create", {
      note: NOTE,
      gates: ["prose"],
      runner: "agent",
      model: "opus",
    });
    return { created: JSON.parse(stdout), byTool };
  };
  {
    await using ledger = await openLedger(ledgerPath(root));
    const gates = [{ gateId: "prose/clarity", ...snapshotOf("an older version") }];
    const modelId = modelPartition("sonnet");
    const run = { notePath: NOTE, modelId, runner: "r", note: snapshotOf(TEXT), gates };
    const findings = [{ severity: "warn", message: "how many?", quotes: ["512 entries"] }] as const;
    const review = { gateId: "prose/clarity", decision: "warn", rationaleMarkdown: "Hm.", findings } as const;
    await recordAndFinalizeRun(ledger, { runId: await createRun(ledger, run), gateReviews: [review] });
    const keys = queryLedger(root, "SELECT key FROM findings").map(({ key }) => String(key));
    await waive(ledger, { keys, reason: "as agreed" });
  }
  const { created, byTool } = await ask();
  for (const line of ["- prose/clarity: WARN: how many?", "  > 512 entries", "  Reason: as agreed"]) {
    expect(created.settled.split("\n")).toContain(line);
  }
  expect(created.settled).toContain(
    "- prose/brevity: what the comment in line 3 of the note covers\n  Reason: the law's words\n",
  );
  expect(byTool).toMatchObject({ settled: created.settled });

  write(NOTE, "# B\n\nIt holds 640 entries.\n");
  const other = await ask();
  expect(other.created).not.toHaveProperty("settled");
  expect(other.byTool).not.toHaveProperty("settled");
});
