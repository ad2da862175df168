import { ACCEPTABLE_DECISIONS, ACCEPTANCE_KINDS, type AcceptanceKind, type OldAcceptance } from "@review/db";
import { ACKNOWLEDGEMENTS, type Evidence, type FoundEvidence } from "./find-evidence.ts";
import { NO_GATE, nameNote } from "./name-note.ts";
import type { OrderedAcceptance } from "./old-acceptance-order.ts";
import { ownPartition } from "./partition-of-run.ts";
import { pickTime } from "./pick-time.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedAcceptance } from "./planned-rows.ts";
import type { Doubt, Repair } from "./repairs.ts";
import { asBlobId, isSameBlob } from "./stand-in.ts";

/** Plans one acceptance on its evidence. */
export function planAcceptance(
  { old, at }: OrderedAcceptance,
  { evidence, doubt: evidenceDoubt, repair }: FoundEvidence,
  key: string,
  context: PlanContext,
): PlannedAcceptance {
  const repairs: Repair[] = repair ? [repair] : [];
  const { path } = nameNote(old.notePath, context, repairs);
  if (!old.gateId) repairs.push("name-missing");
  if (old.noteCommit !== null) repairs.push("commit-dropped");
  if (old.kind === "manual-override") repairs.push("override-undecided");
  const acceptedAt = pickTime(at, [evidence?.review.reviewedAt ?? null], "last", repairs);
  const { modelId, source } = evidence?.run.partition ?? ownPartition(old.modelId, context.sources);
  if (!evidence && source === "none") repairs.push("model-unreadable");
  const gateId = old.gateId || NO_GATE;
  const { texts } = context.sources;
  const doubt = evidence
    ? (kindDoubt(old) ?? doubtOf(old, evidence, texts) ?? (at ? undefined : "time-unreadable"))
    : (kindDoubt(old) ?? evidenceDoubt ?? "no-review");
  return {
    key,
    oldRow: `acceptance_events ${old.id ?? "without id"}`,
    old,
    notePath: path,
    gateId,
    modelId,
    pair: pairOf({ notePath: path, gateId, modelId }),
    source,
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

/** Pair and partition, as one text. */
function pairOf(pair: Pick<PlannedAcceptance, "notePath" | "gateId" | "modelId">): string {
  return JSON.stringify([pair.notePath, pair.gateId, pair.modelId]);
}

function kindDoubt({ kind }: OldAcceptance): Doubt | undefined {
  return ACCEPTANCE_KINDS.some((name) => name === kind) ? undefined : "unknown-kind";
}

/** Why an acceptance can never be fresh on this evidence; undefined if it holds. */
function doubtOf(
  { kind, noteSha, gateSha }: OldAcceptance,
  { run, review }: Evidence,
  texts: ReadonlyMap<string, unknown>,
): Doubt | undefined {
  if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) return "undecided-review";
  if (run.failureReason !== undefined) return "run-not-completed";
  const mayDiffer = ACKNOWLEDGEMENTS.includes(kind ?? "") || kind === "manual-override";
  if (!mayDiffer && !(isSameBlob(noteSha, run.noteSha) && isSameBlob(gateSha, review.gateSha))) {
    return "other-versions";
  }
  const isFound = (sha: string | null) => texts.has(asBlobId(sha) ?? "");
  return isFound(noteSha) && isFound(gateSha) ? undefined : "text-not-found";
}
