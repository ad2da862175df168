import type { Ledger } from "../../src/ledger.ts";
import { listFindings } from "../../src/reads.ts";
import { changeRun, insertRun, recordOpinions } from "../../src/transitions.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newFinding } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";

/** In a ledger: a completed run with a finding that one disputes and another confirms. Returns the finding. */
export async function recordDoubt(ledger: Ledger): Promise<number> {
  const id = await insertRun(
    ledger,
    withoutQuotes(newRun({ notePath: "o.md", gates: newRun().gates.slice(0, 1) })),
  );
  const findings = [newFinding("d")];
  const gateReviews = [{ gateId: "a", decision: "warn", rationaleMarkdown: "so", findings }] as const;
  const [reviewId = 0] = await changeRun(ledger, id, () => ({
    change: { gateReviews, end: { status: "completed" } },
  }));
  const found = (await listFindings(ledger, [reviewId])).get(reviewId) ?? [];
  const findingId = found[0]?.id ?? 0;
  const opinion = { findingId, modelId: "m" as ModelId, runner: "r", reason: "so" };
  await recordOpinions(ledger, [
    { ...opinion, kind: "disputed" },
    { ...opinion, kind: "confirmed" },
  ]);
  return findingId;
}

const SAYS = "an opinion confirms or disputes";

/** What breaks which rules about opinions in such a ledger. */
export const BROKEN_OPINIONS: [sql: string, ...rules: string[]][] = [
  ["UPDATE opinions SET kind = 'maybe' WHERE id = 2", SAYS],
  ["UPDATE opinions SET reason = ' ' WHERE id = 2", SAYS],
  ["UPDATE opinions SET runner = '' WHERE id = 2", SAYS],
  ["UPDATE opinions SET finding_id = 1000 WHERE id = 2", SAYS],
  ["UPDATE opinions SET said_at = '2026-02-30T00:00:00.000Z' WHERE id = 2", "every time is"],
];
