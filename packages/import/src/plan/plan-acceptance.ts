import { ACCEPTABLE_DECISIONS, type AcceptanceKind } from "@review/db";
import type { OldAcceptance } from "../old-file/old-rows.ts";
import { pickTime } from "../values/pick-time.ts";
import type { Doubt, Repair } from "../values/repairs.ts";
import { asBlobId, contentShaOf, isSameBlob } from "../values/stand-in.ts";
import { ACKNOWLEDGEMENTS, type Evidence, type FoundEvidence } from "./find-evidence.ts";
import type { OrderedAcceptance } from "./old-acceptance-order.ts";
import { NO_GATE, nameNote } from "./old-note-name.ts";
import { ownPartition } from "./partition-of-run.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedAcceptance } from "./planned-rows.ts";

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
  const { modelId: modelIdNow, source } =
    evidence?.run.partition ?? ownPartition(old.modelId, context.sources);
  // One that is here already is of the pair under which it came in.
  const modelId = context.state.acceptances.get(key) ?? modelIdNow;
  if (!evidence && source === "none") repairs.push("model-unreadable");
  const gateId = old.gateId || NO_GATE;
  const doubt = evidence
    ? (kindDoubt(old) ?? doubtOf(old, evidence, context) ?? (at ? undefined : "time-unreadable"))
    : (kindDoubt(old) ?? evidenceDoubt ?? "no-review");
  return {
    key,
    old,
    notePath: path,
    gateId,
    modelId,
    pair: context.once(JSON.stringify([path, gateId, modelId])),
    source,
    ...(evidence && { evidence }),
    acceptedAt,
    kind: (doubt === undefined && KEPT_KINDS.get(old.kind)) || "migration-import",
    ...(doubt && { doubt }),
    repairs,
  };
}

/** What the kinds of the old scripts become: an override without a decision is none, and what it accepted holds all the same. */
const KEPT_KINDS: ReadonlyMap<string | null, AcceptanceKind> = new Map([
  ["full-review", "full-review"],
  ["trivial-change-ack", "trivial-change-ack"],
  ["gate-migration", "gate-migration"],
  ["manual-override", "migration-import"],
  ["migration-import", "migration-import"],
]);

function kindDoubt({ kind }: OldAcceptance): Doubt | undefined {
  return KEPT_KINDS.has(kind) ? undefined : "unknown-kind";
}

/** Why an acceptance can never be fresh on this evidence; undefined if it holds. */
function doubtOf(
  { kind, noteSha, gateSha }: OldAcceptance,
  { run, review }: Evidence,
  { sources: { texts }, state }: PlanContext,
): Doubt | undefined {
  if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) return "undecided-review";
  if (run.failureReason !== undefined) return "run-not-completed";
  const mayDiffer = ACKNOWLEDGEMENTS.includes(kind ?? "") || kind === "manual-override";
  if (!mayDiffer && !(isSameBlob(noteSha, run.noteSha) && isSameBlob(gateSha, review.gateSha))) {
    return "other-versions";
  }
  const isFound = (sha: string | null) => texts.has(asBlobId(sha) ?? "");
  if (!isFound(noteSha) || !isFound(gateSha)) return "text-not-found";
  const here = state.judgedVersions(run.key, review.gateId);
  const wasFound =
    here?.reviewedNoteSha === contentShaOf(run.noteSha, texts) &&
    here.gateSha === contentShaOf(review.gateSha, texts);
  return mayDiffer || !here || wasFound ? undefined : "not-found-earlier";
}
