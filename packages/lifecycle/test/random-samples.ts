import type { ModelId } from "@review/db";
import fc from "fast-check";
import { standingIn } from "./model-freshness.ts";
import { maybe, mostly, often, plan, shasOf, version } from "./planned-move.ts";

/** Acknowledging one note on the review of the other one, which is the last of its pair or an earlier one. */
export const acknowledgeBySample = fc
  .record({
    turn: fc.nat(3),
    noteVersion: version,
    whichEvent: often(fc.constant(0), fc.constant(1)),
    isOther: mostly(fc.constant(true), fc.constant(false)),
    expects: fc.constantFrom("nothing", "what stands", "another", "another"),
    seed: mostly(fc.constant("seed"), fc.constant(" ")),
    population: mostly(fc.constantFrom(2, 7), fc.constant(1)),
    remark: maybe(fc.constant(" wording ")),
  })
  .map((spec) =>
    plan("acknowledgeBySample", spec, (chosen, { rows }) => {
      const { turn, noteVersion, whichEvent, isOther, expects, seed, population, remark } = chosen;
      const reviews = rows.acceptance_events.filter(
        ({ acceptance_kind }) => acceptance_kind === "full-review" || acceptance_kind === "attested",
      );
      const event = reviews.at(-1 - (turn % Math.max(reviews.length, 1)));
      const [gateId, gateSha] = [
        String(event?.gate_id ?? "a"),
        String(event?.accepted_gate_sha ?? "0".repeat(64)),
      ];
      const modelId = String(event?.model_id ?? "m") as ModelId;
      const sampled = event?.note_path === "n.md" ? "n.md" : "o.md";
      const notePath = (sampled === "n.md") === isOther ? "o.md" : "n.md";
      const now = shasOf({ notePath, gateId: gateId as "a", noteVersion, gateVersion: "first" });
      const pair = { ...now, gateSha };
      const standing = Number(standingIn(rows.acceptance_events, pair, modelId)?.accepted_review_id ?? 1);
      const expected =
        expects === "nothing" ? {} : { expectReview: standing + (expects === "another" ? 1 : 0) };
      const reviewed = {
        notePath: sampled,
        noteSha: String(event?.accepted_note_sha ?? now.noteSha),
        eventId: Number(event?.id ?? 1) + whichEvent,
      };
      return {
        pairs: [{ ...pair, ...expected }],
        modelId,
        ...(remark !== undefined && { remark }),
        sample: { gateId, gateSha, seed, population, flipsAtMost: 1, confidence: 0.95, reviewed: [reviewed] },
      };
    }),
  );
