import {
  type Corpus,
  type Gate,
  type JudgedScope,
  type Note,
  readFrontMatter,
  readNote,
  resolveGates,
  resolveNotePath,
  scopeOf,
} from "@review/corpus";
import type {
  AcceptableDecision,
  AcceptanceEvent,
  Decision,
  GateReviewId,
  Ledger,
  ModelEvidence,
  ModelId,
  PairKey,
  Run,
  RunId,
} from "@review/db";
import { type Attestation, attestationOf, type ResolvedPartitions } from "@review/lifecycle";
import type { Finding, ResolvedFinding } from "../finding.ts";
import { type LockedBefore, lockedBeforeFinder } from "../lock/locked-before.ts";
import { type ReopenedInLock, reopenedFinder } from "../lock/reopened-in-lock.ts";
import { movedFromFinder } from "../moved/moved-from.ts";
import type { Quarantined } from "../quarantine/quarantined-gates.ts";
import { readQuarantined } from "../quarantine/standing-quarantines.ts";
import { QuestionError } from "../question-error.ts";
import type { SampleFigures } from "../sample-figures.ts";
import { type ExplainedPair, explainPair, isAcknowledgeable } from "./explain-pair.ts";
import { changeReader, type SinceAcceptance } from "./since-acceptance.ts";

/** One pair as it is now. */
export interface NamedPair {
  note: Note;
  gate: Gate;
  /** Whether the gate applies to the note at all. */
  scope: JudgedScope["scope"];
  /** Why it does not, or why nobody knows. */
  whyNot?: string;
}

/** Finds the pair that somebody names. Throws QuestionError for a lens, and what finding notes and gates throws. */
export async function namePair(
  corpus: Corpus,
  named: { note: string; gate: string },
  cwd: string,
): Promise<NamedPair> {
  const [gate, ...others] = await resolveGates(corpus, [named.gate]);
  if (!gate || others.length > 0) {
    const lens = `${named.gate} is a lens of ${others.length + 1} gates: name one of them`;
    throw new QuestionError("lens-named", lens);
  }
  const note = await readNote(corpus, await resolveNotePath(corpus, named.note, cwd));
  const judge = await scopeOf(gate);
  const { scope, why } = judge({ path: note.path, ...(await readFrontMatter(note.text)) });
  return { note, gate, scope, ...(why !== undefined && { whyNot: why }) };
}

/** How a pair stands under the partitions of a name. */
export interface PairDocument extends ResolvedPartitions {
  notePath: string;
  noteSha: string;
  gateId: string;
  gateSha: string;
  /** `false` if the note is not among those that the gate is for; `null` if nobody knows. */
  applies: boolean | null;
  /** Why it does not apply, or why nobody knows. */
  whyNot?: string;
  state: ExplainedPair["state"];
  /** The review that the acceptance rests on. */
  verdict?: Verdict;
  /** What other partitions of the name found of the same versions: it is not cleared by the verdict. */
  others: OtherVerdict[];
  /** A person's decision in place of the reviewer's; stands until the next review. */
  override?: { decision: AcceptableDecision | undefined; remark: string | undefined };
  /** The newest run of the pair, if that failed: it says nothing of the pair. */
  failedRun?: Pick<Run, "modelId" | "runner" | "failureReason"> & { runId: RunId; failedAt?: string };
  /** The newest acceptance of what note and gate are now; else the newest of the pair. */
  acceptance?: AcceptanceEvent;
  /** The reviewed sample that the acceptance rests on; absent where it rests on none. */
  sample?: SampleFigures;
  /** The name under which exactly this content was accepted, and which is gone: note or gate was renamed. */
  movedFrom?: PairKey;
  /** What the lock says of an earlier version that this ledger knows nothing of. */
  locked?: LockedBefore;
  /** What the lock says took back what was accepted of these versions, of which this ledger knows nothing. */
  reopened?: ReopenedInLock;
  /** Under which of the partitions the gate is quarantined and why, so that what it finds there makes `verify` fail no more. */
  quarantined: Quarantined[];
  /** The parts and front matter keys of a note that the gate says it looks at. */
  watches: string[];
  /** Those that changed since acceptance; absent where that cannot be told. */
  changed?: string[];
  /** Whether the note changed, but nothing that the gate watches. */
  trivial: boolean;
  /** Whether a person may acknowledge the pair: it is stale, and rests on a review. */
  acknowledgeable: boolean;
  /** What changed since acceptance. */
  diff: SinceAcceptance;
}

/** A verdict under another partition, and a person's decision in its place. */
export interface OtherVerdict extends Verdict {
  override?: { decision: AcceptableDecision | undefined; remark: string | undefined };
}

/** What a reviewer said, and where it comes from. */
export interface Verdict {
  decision: Decision;
  /** Empty for a pass. */
  findings: Finding[];
  /** What the accepted review before found, and this one did not; absent if there is none. */
  resolved?: ResolvedFinding[];
  runId: RunId;
  reviewId: GateReviewId;
  runner: string;
  /** The partition it was recorded under. */
  modelId: ModelId;
  reviewedAt: string;
  /** How it is known which model answered; absent if it is as asked for. */
  modelEvidence?: ModelEvidence;
  /** What the lock says of where it comes from; absent of a review of the ledger's own. */
  attested?: Attestation;
}

/** How a pair stands under the partitions of a name, and what changed since it was accepted. */
export async function viewPair(
  corpus: Corpus,
  ledger: Ledger,
  { modelId, partitions, resolvedFrom, ...pair }: NamedPair & ResolvedPartitions,
): Promise<{ explained: ExplainedPair; document: PairDocument }> {
  const known = await explainPair(ledger, { ...pair, modelId, partitions });
  const reopened =
    known.state === "fresh"
      ? undefined
      : reopenedFinder(corpus, partitions)({ ...versionsOf(known), reason: known.state });
  const explained: ExplainedPair = reopened ? { ...known, state: "reopened", trivial: false } : known;
  const diff: SinceAcceptance = explained.acceptance
    ? await changeReader(corpus, ledger, [pair.gate])({ ...explained.acceptance, ...versionsOf(explained) })
    : {};
  const { state: reason } = explained;
  const movedFrom =
    reason === "fresh"
      ? undefined
      : await movedFromFinder(corpus, ledger, partitions)({ ...versionsOf(explained), reason });
  const locked =
    reason === "fresh" || movedFrom
      ? undefined
      : lockedBeforeFinder(corpus, partitions)({ ...versionsOf(explained), reason });
  const quarantines = await readQuarantined(corpus, ledger, [pair.gate]);
  return {
    explained,
    document: {
      ...toDocument(explained),
      partitions,
      resolvedFrom,
      ...(movedFrom && { movedFrom }),
      ...(locked && { locked }),
      ...(reopened && { reopened }),
      quarantined: quarantines.listOf(pair.gate.id, (under) => partitions.includes(under)),
      diff,
    },
  };
}

const versionsOf = ({ note, gate }: ExplainedPair) => ({
  notePath: note.path,
  noteSha: note.sha,
  gateId: gate.id,
  gateSha: gate.sha,
});

function toDocument(
  explained: ExplainedPair,
): Omit<PairDocument, "partitions" | "resolvedFrom" | "diff" | "quarantined"> {
  const {
    modelId,
    scope,
    whyNot,
    state,
    acceptance,
    sample,
    evidence,
    override,
    failedRun,
    changed,
    trivial,
    gate,
  } = explained;
  return {
    ...versionsOf(explained),
    modelId,
    applies: scope === "unknown" ? null : scope === "applies",
    ...(whyNot !== undefined && { whyNot }),
    state,
    ...(evidence && { verdict: verdictOf(evidence) }),
    others: explained.others.map(({ evidence: found, override: decided }) => ({
      ...verdictOf(found),
      ...(decided && { override: decisionOf(decided) }),
    })),
    ...(override && { override: decisionOf(override) }),
    ...(failedRun && { failedRun: failureOf(failedRun) }),
    ...(acceptance && { acceptance }),
    ...(sample && { sample }),
    watches: gate.watches ?? [],
    ...(changed && { changed }),
    trivial,
    acknowledgeable: isAcknowledgeable(explained),
  };
}

const decisionOf = ({ overrideDecision: decision, remark }: AcceptanceEvent) => ({ decision, remark });

const failureOf = ({ id: runId, modelId, runner, completedAt, failureReason }: Run) => ({
  ...{ runId, modelId, runner },
  ...(completedAt !== undefined && { failedAt: completedAt }),
  ...(failureReason !== undefined && { failureReason }),
});

function verdictOf({ review, run, findings, resolved }: NonNullable<ExplainedPair["evidence"]>): Verdict {
  const { id, decision, reviewedAt } = review;
  const attested = attestationOf(review);
  return {
    decision,
    findings,
    ...(resolved.length > 0 && { resolved }),
    runId: run.id,
    reviewId: id,
    runner: run.runner,
    modelId: run.modelId,
    reviewedAt,
    ...(run.telemetry?.modelEvidence && { modelEvidence: run.telemetry.modelEvidence }),
    ...(attested && { attested }),
  };
}
