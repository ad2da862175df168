import {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  type AcceptanceKind,
  type ModelId,
  type OldAcceptance,
} from "@review/db";
import { ACKNOWLEDGEMENTS, type Evidence, type FoundEvidence } from "./find-evidence.ts";
import { NO_GATE, nameNote } from "./name-note.ts";
import type { OrderedAcceptance } from "./old-acceptance-order.ts";
import { partitionOf, UNKNOWN_MODEL } from "./partition-of-run.ts";
import { pickTime } from "./pick-time.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedAcceptance } from "./planned-rows.ts";
import type { Doubt, Repair } from "./repairs.ts";
import { asBlobId } from "./stand-in.ts";

/** Plans one acceptance on its evidence. `isFound` says whether the text of a git blob is there. */
export function planAcceptance(
  { old, at }: OrderedAcceptance,
  { evidence, doubt: evidenceDoubt, repair }: FoundEvidence,
  { key, isFound, ...context }: PlanContext & { key: string; isFound: (sha: string | null) => boolean },
): PlannedAcceptance {
  const repairs: Repair[] = repair ? [repair] : [];
  const { path, isInside } = nameNote(old.notePath, context.root, repairs);
  if (!old.gateId) repairs.push("name-missing");
  if (old.noteCommit !== null) repairs.push("commit-dropped");
  if (old.kind === "manual-override") repairs.push("override-undecided");
  const acceptedAt = pickTime(old.acceptedAt, [evidence?.review.reviewedAt ?? null], "last", repairs);
  const own = partitionOf(old.modelId, context);
  if (!evidence && !own) repairs.push("model-unreadable");
  const modelId: ModelId = evidence?.run.partition.modelId ?? own ?? UNKNOWN_MODEL;
  const doubt = doubtOf(old, evidence, { evidenceDoubt, isFound, isTimed: at !== undefined });
  return {
    key,
    oldRow: `acceptance_events ${old.id ?? "without id"}`,
    old,
    notePath: path,
    isInside,
    gateId: old.gateId || NO_GATE,
    modelId,
    source: evidence?.run.partition.source ?? (own ? "model-id" : "none"),
    ...(evidence && { evidence }),
    acceptedAt,
    kind: doubt === undefined ? keptKind(old.kind) : "migration-import",
    ...(doubt && { doubt }),
    repairs,
  };
}

/** An override without a decision is none; what it accepted holds all the same. */
function keptKind(kind: string | null): AcceptanceKind {
  const known = ACCEPTANCE_KINDS.find((name) => name === kind);
  return known === undefined || known === "manual-override" ? "migration-import" : known;
}

/** Why an acceptance can never be fresh; undefined if it holds. */
function doubtOf(
  { kind, noteSha, gateSha }: OldAcceptance,
  evidence: Evidence | undefined,
  known: {
    evidenceDoubt: Doubt | undefined;
    isFound: (sha: string | null) => boolean;
    isTimed: boolean;
  },
): Doubt | undefined {
  if (!ACCEPTANCE_KINDS.some((name) => name === kind)) return "unknown-kind";
  if (!evidence) return known.evidenceDoubt ?? "no-review";
  const { run, review } = evidence;
  if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) return "undecided-review";
  if (run.failureReason !== undefined) return "run-not-completed";
  const mayDiffer = ACKNOWLEDGEMENTS.includes(kind ?? "") || kind === "manual-override";
  const isSame =
    asBlobId(noteSha) === asBlobId(run.noteSha) && asBlobId(gateSha) === asBlobId(review.gateSha);
  if (!mayDiffer && !isSame) return "other-versions";
  if (!known.isFound(noteSha) || !known.isFound(gateSha)) return "text-not-found";
  return known.isTimed ? undefined : "time-unreadable";
}
