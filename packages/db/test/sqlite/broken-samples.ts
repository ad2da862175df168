import type { Ledger } from "../../src/ledger.ts";
import { appendAcceptances, changeRun, insertRun } from "../../src/transitions.ts";
import { newRun, withoutQuotes } from "../new-run.ts";

/** In a ledger: `s.md` and `t.md` are reviewed against gate a, and `t.md` is acknowledged on the review of `s.md`. */
export async function recordSample(ledger: Ledger): Promise<void> {
  const run = newRun({ gates: newRun().gates.slice(0, 1) });
  const [gate] = run.gates;
  if (!gate) throw new Error("a run without a gate");
  const { gateId, sha: gateSha } = gate;
  const reviews: number[] = [];
  for (const notePath of ["s.md", "t.md"]) {
    const id = await insertRun(ledger, withoutQuotes({ ...run, notePath }));
    const gateReviews = [{ gateId, decision: "pass", rationaleMarkdown: "fine" }] as const;
    reviews.push(
      ...(await changeRun(ledger, id, () => ({ change: { gateReviews, end: { status: "completed" } } }))),
    );
  }
  const { modelId, note } = run;
  const pairOf = (notePath: string) => ({ notePath, gateId, modelId, noteSha: note.sha, gateSha });
  let reviewed = 0;
  await appendAcceptances(ledger, { pairs: [pairOf("s.md")] }, ([standing]) => {
    reviewed = standing?.id ?? 0;
    return [];
  });
  const sample = { gateId, gateSha, modelId, seed: "x", population: 2, flipsAtMost: 1, confidence: 0.95 };
  await appendAcceptances(
    ledger,
    { pairs: [pairOf("t.md")], sample: { ...sample, reviewed: [reviewed] } },
    () => [
      {
        ...{ notePath: "t.md", gateId, modelId, acceptedReviewId: reviews[1] ?? 0 },
        ...{ acceptedNoteSha: note.sha, acceptedGateSha: gateSha, acceptanceKind: "gate-migration" },
      },
    ],
  );
}

const HOLDS = "a sample has a seed";
const OF_REVIEWS = "a sample is of reviews";
const RESTS = "what rests on a sample";

/** What breaks which rules about samples in such a ledger. */
export const BROKEN_SAMPLES: [sql: string, ...rules: string[]][] = [
  ["UPDATE samples SET seed = ' '", HOLDS],
  ["UPDATE samples SET population = 1", HOLDS],
  ["UPDATE samples SET flips_at_most = 3", HOLDS],
  ["UPDATE samples SET confidence = 1", HOLDS],
  ["UPDATE samples SET taken_at = '2026-02-30T00:00:00.000Z'", "every time is"],
  ["UPDATE samples SET gate_id = 'z'", OF_REVIEWS, RESTS],
  ["UPDATE samples SET model_id = 'z'", OF_REVIEWS, RESTS],
  [`UPDATE samples SET gate_sha = '${"f".repeat(64)}'`, OF_REVIEWS, RESTS],
  ["DELETE FROM sampled_acceptances", HOLDS],
  ["UPDATE sample_reviews SET acceptance_event_id = 1000", OF_REVIEWS, RESTS],
  [
    "UPDATE sample_reviews SET acceptance_event_id = (SELECT acceptance_event_id FROM sampled_acceptances)",
    OF_REVIEWS,
    RESTS,
  ],
  [
    "UPDATE sampled_acceptances SET acceptance_event_id = (SELECT acceptance_event_id FROM sample_reviews)",
    RESTS,
  ],
];
