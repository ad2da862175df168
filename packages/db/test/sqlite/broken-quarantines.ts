import type { Ledger } from "../../src/ledger.ts";
import { judgedVersions } from "../../src/reads/acceptances.ts";
import { recordQuarantines } from "../../src/transitions.ts";

/** In a ledger with a completed run: the gate of its first review is quarantined (1), and no more (2). */
export async function recordLiftedQuarantine(ledger: Ledger): Promise<void> {
  for await (const [judged] of judgedVersions(ledger)) {
    if (!judged) throw new Error("nothing is judged");
    const { gateId, gateSha, modelId, reviewId } = judged;
    const none = { count: 0, of: 0 };
    const evidence = { reviews: [reviewId], hits: none, falseAlarms: none, minHits: 0, maxFalseAlarms: 0 };
    const about = { gateId, gateSha, modelId, reason: "so", evidence };
    await recordQuarantines(ledger, () => [
      { ...about, kind: "quarantined" },
      { ...about, kind: "lifted" },
    ]);
    return;
  }
}

const SAYS = "a decision about a gate quarantines it";
const RESTS = "a decision about a gate rests";

/** What breaks which rules about decisions in such a ledger. */
export const BROKEN_QUARANTINES: [sql: string, ...rules: string[]][] = [
  ["UPDATE gate_quarantines SET kind = 'maybe' WHERE id = 1", SAYS],
  ["UPDATE gate_quarantines SET reason = ' ' WHERE id = 1", SAYS],
  ["UPDATE gate_quarantines SET evidence_json = '{' WHERE id = 1", RESTS],
  ["UPDATE gate_quarantines SET evidence_json = '{}' WHERE id = 1", RESTS],
  [`UPDATE gate_quarantines SET evidence_json = '{"reviews": [99]}' WHERE id = 1`, RESTS],
  ["UPDATE gate_quarantines SET model_id = 'other' WHERE id = 1", RESTS],
  ["UPDATE gate_quarantines SET decided_at = '2026-02-30T00:00:00.000Z' WHERE id = 1", "every time is"],
];
