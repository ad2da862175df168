import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { type PairNow, standingIn } from "./model-freshness.ts";
import type { ModelLedger } from "./model-ledger.ts";
import { modelId, mostly, often, pairNow, plan, shasOf } from "./planned-move.ts";

/** A pair that an event is of, counted from the newest, or some pair, accepted or not. */
const somePair = fc.oneof({ weight: 3, arbitrary: fc.nat(5) }, { weight: 2, arbitrary: pairNow });
type SomePair = typeof somePair extends fc.Arbitrary<infer T> ? T : never;

function pairOf(chosen: SomePair, { rows }: ModelLedger): PairNow[] {
  if (typeof chosen !== "number") return [shasOf(chosen)];
  const event = rows.acceptance_events.at(-1 - chosen) ?? rows.acceptance_events[0];
  if (!event) return [];
  return [
    {
      notePath: String(event.note_path),
      gateId: String(event.gate_id),
      noteSha: String(event.accepted_note_sha),
      gateSha: String(event.accepted_gate_sha),
    },
  ];
}

/** Accepting what a person has looked at. */
export const acknowledge = fc
  .record({
    chosen: fc.array(somePair, { maxLength: 2 }),
    /** Another review than the one that stands is expected by who looked before somebody else reviewed. */
    expects: often(fc.constantFrom("nothing", "what stands"), fc.constant("another")),
    modelId,
    how: fc.oneof(
      fc.record({
        kind: fc.constantFrom("trivial-change-ack", "manual-ack", "gate-migration"),
        overrideDecision: mostly(fc.constant(undefined), fc.constant("pass")),
        remark: fc.constantFrom(undefined, " ", " why "),
      }),
      fc.record({
        kind: fc.constant("manual-override"),
        overrideDecision: mostly(fc.constantFrom("pass", "fail"), fc.constant(undefined)),
        remark: mostly(fc.constant("why "), fc.constantFrom(undefined, " ")),
      }),
    ),
    keepsText: fc.boolean(),
  })
  .map((spec) =>
    plan("acknowledge", spec, ({ chosen, keepsText, how, modelId, expects }, model) => {
      const pairs = chosen.flatMap((each) => pairOf(each, model));
      const expected = (pair: PairNow) => {
        const standing = standingIn(model.rows.acceptance_events, pair, modelId);
        const reviewId = Number(standing?.accepted_review_id ?? 1);
        return expects === "nothing" ? {} : { expectReview: reviewId + (expects === "another" ? 1 : 0) };
      };
      return {
        ...how,
        modelId,
        pairs: pairs.map((pair) => ({ ...pair, ...expected(pair) })),
        ...(keepsText && { snapshots: pairs.map(({ notePath }) => snapshotOf(`first ${notePath}`)) }),
      };
    }),
  );

/** Taking it back. */
export const reopen = fc
  .record({
    chosen: fc.array(somePair, { maxLength: 2 }),
    modelId,
    remark: mostly(fc.constant("not so "), fc.constant(" ")),
  })
  .map((spec) =>
    plan("reopen", spec, ({ chosen, modelId, remark }, model) => [
      { pairs: chosen.flatMap((each) => pairOf(each, model)), modelId, remark },
    ]),
  );
