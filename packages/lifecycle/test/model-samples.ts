import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { SampledAcknowledgement } from "../src/index.ts";
import { standingIn } from "./model-freshness.ts";
import { isBlank, Refusal, refuseIf } from "./refusal.ts";

/** Acknowledging on a sample, on the rows of the model ledger. */
export function sampleMoves(
  rows: Dump,
  { time, insertEvent }: { time: () => string; insertEvent: (event: Row) => number },
) {
  return {
    acknowledgeBySample({ pairs, modelId, sample, remark }: SampledAcknowledgement): number[] {
      const { gateId, gateSha, seed, population, flipsAtMost, confidence, reviewed } = sample;
      const notes = [...pairs, ...reviewed].map(({ notePath }) => notePath);
      refuseIf(pairs.length === 0 || reviewed.length === 0 || isBlank(seed), "invalid-input");
      refuseIf(new Set(notes).size < notes.length || population < notes.length, "invalid-input");
      refuseIf(
        pairs.some((pair) => pair.gateId !== gateId || pair.gateSha !== gateSha),
        "invalid-input",
      );
      for (const { eventId, ...note } of reviewed) {
        const standing = standingIn(rows.acceptance_events, { ...note, gateId, gateSha }, modelId);
        refuseIf(standing?.accepted_gate_sha !== gateSha, "invalid-input");
        refuseIf(standing?.id !== eventId, "acceptance-changed");
        refuseIf(!["full-review", "attested"].includes(String(standing?.acceptance_kind)), "invalid-input");
      }
      const reviews = pairs.map((pair) => {
        const standing = standingIn(rows.acceptance_events, pair, modelId);
        if (!standing) throw new Refusal("never-reviewed");
        const { expectReview = standing.accepted_review_id } = pair;
        refuseIf(expectReview !== standing.accepted_review_id, "verdict-changed");
        return standing.accepted_review_id ?? null;
      });
      const ids = pairs.map(({ notePath, noteSha }, index) =>
        insertEvent({
          note_path: notePath,
          gate_id: gateId,
          model_id: modelId,
          accepted_review_id: reviews[index] ?? null,
          accepted_note_sha: noteSha,
          accepted_gate_sha: gateSha,
          acceptance_kind: "gate-migration",
          remark: remark?.trim() ?? null,
        }),
      );
      const sample_id = rows.samples.length + 1;
      const of = { gate_id: gateId, gate_sha: gateSha, model_id: modelId };
      const worth = { seed, population, flips_at_most: flipsAtMost, confidence, taken_at: time() };
      rows.samples.push({ id: sample_id, ...of, ...worth });
      for (const { eventId } of reviewed)
        rows.sample_reviews.push({ sample_id, acceptance_event_id: eventId });
      for (const acceptance_event_id of ids)
        rows.sampled_acceptances.push({ acceptance_event_id, sample_id });
      return ids;
    },
  };
}
