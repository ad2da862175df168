import type { Snapshot } from "@review/db";
import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { AcknowledgeOptions, ReopenOptions } from "../src/index.ts";
import { standingIn } from "./model-freshness.ts";
import { isBlank, Refusal, refuseIf } from "./refusal.ts";

/** What a person can do about acceptances, on the rows of the model ledger. */
export function acceptanceMoves(
  rows: Dump,
  {
    insertEvent,
    keepSnapshots,
  }: { insertEvent: (event: Row) => number; keepSnapshots: (snapshots: readonly Snapshot[]) => void },
) {
  return {
    acknowledge({ pairs, modelId, kind, overrideDecision, remark, snapshots = [] }: AcknowledgeOptions) {
      const isOverride = kind === "manual-override";
      refuseIf(isOverride !== (overrideDecision !== undefined), "invalid-input");
      refuseIf(isOverride && isBlank(remark ?? ""), "invalid-input");
      const reviewed = pairs.map((pair) => {
        const standing = standingIn(rows.acceptance_events, pair, modelId);
        if (!standing) throw new Refusal("never-reviewed");
        const { expectReview = standing.accepted_review_id } = pair;
        refuseIf(expectReview !== standing.accepted_review_id, "verdict-changed");
        return standing.accepted_review_id ?? null;
      });
      keepSnapshots(snapshots);
      return pairs.map(({ notePath, gateId, noteSha, gateSha }, index) =>
        insertEvent({
          note_path: notePath,
          gate_id: gateId,
          model_id: modelId,
          accepted_review_id: reviewed[index] ?? null,
          accepted_note_sha: noteSha,
          accepted_gate_sha: gateSha,
          acceptance_kind: kind,
          override_decision: overrideDecision ?? null,
          remark: isBlank(remark ?? "") ? null : (remark?.trim() ?? null),
        }),
      );
    },

    reopen(reopened: readonly ReopenOptions[]) {
      const all = reopened.flatMap(({ pairs, modelId }) =>
        pairs.map(({ notePath, gateId }) => JSON.stringify([notePath, gateId, modelId])),
      );
      refuseIf(new Set(all).size < all.length, "invalid-input");
      const withdrawn = reopened.flatMap(({ pairs, modelId, remark }) => {
        refuseIf(isBlank(remark), "invalid-input");
        return pairs.map((pair): Row => {
          const standing = standingIn(rows.acceptance_events, pair, modelId);
          const isAccepted =
            standing?.accepted_note_sha === pair.noteSha && standing.accepted_gate_sha === pair.gateSha;
          refuseIf(!isAccepted || standing?.acceptance_kind === "withdrawn", "not-accepted");
          return {
            note_path: pair.notePath,
            gate_id: pair.gateId,
            model_id: modelId,
            accepted_review_id: standing?.accepted_review_id ?? null,
            accepted_note_sha: pair.noteSha,
            accepted_gate_sha: pair.gateSha,
            acceptance_kind: "withdrawn",
            remark: remark.trim(),
          };
        });
      });
      return withdrawn.map(insertEvent);
    },
  };
}
