import type { Doubt, Repair } from "../values/repairs.ts";
import { asBlobId } from "../values/stand-in.ts";
import type { OrderedAcceptance } from "./old-acceptance-order.ts";
import { NO_GATE } from "./old-note-name.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedReview, PlannedRun } from "./planned-rows.ts";

/** A review and the run it stands in. */
export interface Evidence {
  run: PlannedRun;
  review: PlannedReview;
}

/** What an acceptance rests on, or why on nothing. */
export interface FoundEvidence {
  evidence?: Evidence;
  doubt?: Extract<Doubt, "no-review" | "review-missing" | "other-pair">;
  repair?: Extract<Repair, "acceptance-review-found" | "acceptance-review-carried">;
}

/** The kinds by which a person accepts another version on the evidence of an earlier review. */
export const ACKNOWLEDGEMENTS = ["trivial-change-ack", "gate-migration"];

/**
 * Finds the reviews behind acceptances. One without a review id is given the review of
 * exactly its versions, an acknowledgement that of the acceptance before it in its chain, as it would be today.
 */
export function evidenceFinder(runs: readonly PlannedRun[], { noteOf }: PlanContext) {
  const byId = indexById(runs);
  let byVersions: Map<string, Evidence[]> | undefined;
  const latestOfChain = new Map<string, Evidence>();
  const findUnnamed = ({ old, at, chain }: OrderedAcceptance, notePath: string): FoundEvidence => {
    if (ACKNOWLEDGEMENTS.includes(old.kind ?? "")) {
      const evidence = latestOfChain.get(chain);
      return evidence ? { evidence, repair: "acceptance-review-carried" } : { doubt: "no-review" };
    }
    byVersions ??= indexByVersions(byId.values());
    const evidence = byVersions
      .get(versionsKey(notePath, old.gateId, old.noteSha, old.gateSha, old.modelId))
      ?.findLast(({ review }) => review.reviewedAt <= (at?.utc ?? ""));
    return evidence ? { evidence, repair: "acceptance-review-found" } : { doubt: "no-review" };
  };
  const findNamed = (reviewId: string, gateId: string | null, notePath: string): FoundEvidence => {
    const evidence = byId.get(reviewId);
    if (!evidence) return { doubt: "review-missing" };
    const isOwn = evidence.run.notePath === notePath && evidence.review.gateId === (gateId || NO_GATE);
    return isOwn ? { evidence } : { doubt: "other-pair" };
  };
  return {
    /** The run of the review that an acceptance names; undefined if it names none, or none that is there. */
    runOf: (reviewId: string | null) => (reviewId === null ? undefined : byId.get(reviewId)?.run),
    /** To be asked about the oldest acceptance first. */
    find(acceptance: OrderedAcceptance): FoundEvidence {
      const { reviewId, gateId, notePath } = acceptance.old;
      const { path } = noteOf(notePath ?? "");
      const found = reviewId === null ? findUnnamed(acceptance, path) : findNamed(reviewId, gateId, path);
      if (found.evidence) latestOfChain.set(acceptance.chain, found.evidence);
      return found;
    },
  };
}

function indexById(runs: readonly PlannedRun[]): Map<string, Evidence> {
  const byId = new Map<string, Evidence>();
  for (const run of runs) {
    for (const review of run.reviews) {
      const { id } = review.old;
      if (id !== null && !byId.has(id)) byId.set(id, { run, review });
    }
  }
  return byId;
}

/** The reviews of completed runs by what they judged, under the model id that stood in them. */
function indexByVersions(all: Iterable<Evidence>): Map<string, Evidence[]> {
  const byVersions = new Map<string, Evidence[]>();
  for (const evidence of all) {
    const { run, review } = evidence;
    if (run.failureReason !== undefined) continue;
    const key = versionsKey(run.notePath, review.gateId, run.noteSha, review.gateSha, review.old.modelId);
    const same = byVersions.get(key);
    if (same) same.push(evidence);
    else byVersions.set(key, [evidence]);
  }
  return byVersions;
}

function versionsKey(
  notePath: string,
  gateId: string | null,
  noteSha: string | null,
  gateSha: string | null,
  modelId: string | null,
): string {
  return JSON.stringify([notePath, gateId, asBlobId(noteSha), asBlobId(gateSha), modelId]);
}
