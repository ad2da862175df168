import { type Corpus, compareNotes, type Gate, isTrivialFor, type Note, readNotes } from "@review/corpus";
import {
  type GateReviewId,
  getSnapshot,
  type Ledger,
  type ModelId,
  type PairVersion,
  standingAcceptance,
} from "@review/db";
import {
  type AcknowledgementKind,
  NeverReviewedError,
  NotAcceptedError,
  type ResolvedPartitions,
  type StalePair,
  type StaleReason,
  staleReason,
  standingUnder,
  VerdictChangedError,
} from "@review/lifecycle";
import { lockedBeforeFinder } from "../lock/locked-before.ts";
import { reopenedFinder } from "../lock/reopened-in-lock.ts";
import type { StaleSelection } from "./select-stale.ts";

/** A pair of a note that a person may accept, and how that is recorded. */
export interface AcknowledgeablePair {
  gate: Gate;
  /** The partition whose verdict it rests on. */
  modelId: ModelId;
  /** The review that is behind it. */
  reviewId: GateReviewId;
  kind: AcknowledgementKind;
}

/** What a person asks to accept. */
export interface AcknowledgementOfNote {
  note: Note;
  gates: readonly Gate[];
  /** Whose lock may say why nothing is known of a pair. */
  corpus: Corpus;
  isOverride: boolean;
  /** The review that was looked at. */
  expectReview?: GateReviewId | undefined;
}

/**
 * Those of a note's pairs that a person may accept: the stale ones, each under every partition whose verdict stands on the
 * same versions; for an override all of them, each under one. Throws
 * NeverReviewedError where no review stands behind one, VerdictChangedError where it is not the one that was looked at.
 */
export async function acknowledgeablePairs(
  ledger: Ledger,
  { modelId, partitions }: ResolvedPartitions,
  { corpus, note, gates, isOverride, expectReview }: AcknowledgementOfNote,
): Promise<AcknowledgeablePair[]> {
  const lockedBefore = lockedBeforeFinder(corpus, partitions);
  const reopenedInLock = reopenedFinder(corpus, partitions);
  const pairs: AcknowledgeablePair[] = [];
  for (const gate of gates) {
    const pair = { notePath: note.path, gateId: gate.id, noteSha: note.sha, gateSha: gate.sha };
    const [newest, ...others] = await standingUnder(ledger, partitions, pair);
    const standing = [newest, ...others].flatMap((acceptance) => {
      const { modelId: under, acceptedReviewId: reviewId } = acceptance?.event ?? {};
      return under === undefined || reviewId === undefined ? [] : [{ gate, modelId: under, reviewId }];
    });
    const reason = staleReason(pair, newest?.event);
    const [first] = standing;
    const expected = standing.find(({ reviewId }) => reviewId === expectReview);
    if (expectReview !== undefined && first && !expected) {
      throw new VerdictChangedError(note.path, gate.id, { expected: expectReview, standing: first.reviewId });
    }
    if (reason === undefined && !isOverride) continue;
    if (first?.modelId !== newest?.event.modelId || !first) {
      const inLock = reason && (reopenedInLock({ ...pair, reason }) ?? lockedBefore({ ...pair, reason }));
      throw new NeverReviewedError(note.path, gate.id, inLock?.modelId ?? modelId, inLock);
    }
    // An override is about one verdict; that a change does not matter is about all that were given before it.
    if (isOverride) pairs.push({ ...(expected ?? first), kind: "manual-override" });
    else {
      const kind = reason === "gate-changed" ? "gate-migration" : "manual-ack";
      pairs.push(...standing.map((each) => ({ ...each, kind }) as const));
    }
  }
  return pairs;
}

/**
 * The pairs that a change of their gate made stale, and nothing else: where the note has changed as well, the gate's
 * difference does not tell what is being accepted. Each rests on a review.
 */
export async function selectCohort(
  ledger: Ledger,
  { stale, partitions }: Pick<StaleSelection, "stale" | "partitions">,
): Promise<SelectedPairs> {
  const whyNot = ({ reason, noteSha, acceptedNoteSha }: StalePair): WhyLeftOut | undefined => {
    if (reason !== "gate-changed") return reason;
    return noteSha === acceptedNoteSha ? undefined : "both-changed";
  };
  return choose(ledger, partitions.partitions, { stale, whyNot });
}

/** The pairs in which the note changed, but nothing that the gate watches. Each rests on a review, and none on a check. */
export async function selectTrivial(
  corpus: Corpus,
  ledger: Ledger,
  { gates, stale, partitions }: StaleSelection,
): Promise<SelectedPairs> {
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  const compare = comparerOf(ledger, corpus);
  const whyNot = async (pair: StalePair): Promise<WhyLeftOut | undefined> => {
    // A changed gate asks something else now: that is for a person to look at.
    if (pair.reason !== "note-changed") return pair.reason;
    const gate = byId.get(pair.gateId);
    const { check, watches = [] } = gate ?? {};
    if (check) return "checked";
    if (watches.length === 0) return "watches-nothing";
    const comparison = await compare(pair);
    if (gate && isTrivialFor(gate, comparison)) return undefined;
    return watches.some((part) => comparison?.changed.has(part)) ? "watched-changed" : "untold";
  };
  return choose(ledger, partitions.partitions, { stale, whyNot });
}

/** Why a stale pair is not one of those that are acknowledged together. */
export type WhyLeftOut =
  | StaleReason
  | "both-changed"
  | "checked"
  | "watches-nothing"
  | "watched-changed"
  | "untold"
  | "without-review";

/** Pairs that may be acknowledged together, and how many of the others are none of them for which reason. */
export interface SelectedPairs {
  pairs: ReviewedPair[];
  left: ReadonlyMap<WhyLeftOut, number>;
}

async function choose(
  ledger: Ledger,
  partitions: readonly ModelId[],
  {
    stale,
    whyNot,
  }: {
    stale: readonly StalePair[];
    whyNot: (pair: StalePair) => WhyLeftOut | undefined | Promise<WhyLeftOut | undefined>;
  },
): Promise<SelectedPairs> {
  const left = new Map<WhyLeftOut, number>();
  const leave = (why: WhyLeftOut, pairs = 1) => left.set(why, (left.get(why) ?? 0) + pairs);
  const chosen: StalePair[] = [];
  for (const pair of stale) {
    const why = await whyNot(pair);
    if (why === undefined) chosen.push(pair);
    else leave(why);
  }
  const pairs = await keepReviewed(ledger, partitions, chosen);
  const reviewed = new Set(pairs.map(({ notePath, gateId }) => JSON.stringify([notePath, gateId])));
  if (reviewed.size < chosen.length) leave("without-review", chosen.length - reviewed.size);
  return { pairs, left };
}

/**
 * What changed in a pair's note since its acceptance; undefined where nobody can say, also because the note has changed
 * since it was selected. Each pair of versions is compared once.
 */
function comparerOf(ledger: Ledger, corpus: Corpus) {
  const known = new Map<string, ReturnType<typeof compareNotes>>();
  const compare = async ({ notePath, noteSha, acceptedNoteSha = "" }: StalePair) => {
    const before = await getSnapshot(ledger, acceptedNoteSha);
    const [note] = (await readNotes(corpus, [notePath])).notes;
    return before === undefined || note?.sha !== noteSha
      ? undefined
      : compareNotes(note.path, before, note.text);
  };
  return (pair: StalePair) => {
    const key = JSON.stringify([pair.notePath, pair.acceptedNoteSha]);
    const parts = known.get(key) ?? compare(pair);
    known.set(key, parts);
    return parts;
  };
}

/** A stale pair, and the review that it rests on. */
export interface ReviewedPair extends StalePair {
  acceptedModelId: ModelId;
  reviewId: GateReviewId;
}

/**
 * Those of the pairs that rest on a review, once for each partition whose verdict stands on the same versions; what was
 * imported without one needs one first.
 */
export async function keepReviewed(
  ledger: Ledger,
  partitions: readonly ModelId[],
  pairs: readonly StalePair[],
): Promise<ReviewedPair[]> {
  const reviewed: ReviewedPair[] = [];
  for (const pair of pairs) {
    for (const { event } of await standingUnder(ledger, partitions, pair)) {
      const { modelId: acceptedModelId, acceptedReviewId: reviewId } = event;
      if (reviewId !== undefined) reviewed.push({ ...pair, acceptedModelId, reviewId });
    }
  }
  return reviewed;
}

/**
 * Under which partitions a note's pairs are accepted as they are now. Throws NotAcceptedError for a pair that is so under
 * none, NeverReviewedError for one that is without a review.
 */
export async function acceptedUnder(
  ledger: Ledger,
  { modelId: named, partitions }: ResolvedPartitions,
  { note, gates }: { note: Note; gates: readonly Gate[] },
): Promise<PairVersion[]> {
  const accepted: PairVersion[] = [];
  for (const gate of gates) {
    const pair = { notePath: note.path, gateId: gate.id, noteSha: note.sha, gateSha: gate.sha };
    const before = accepted.length;
    for (const modelId of partitions) {
      const event = (await standingAcceptance(ledger, { ...pair, modelId }))?.event;
      if (!event || staleReason(pair, event) !== undefined) continue;
      if (event.acceptedReviewId === undefined) throw new NeverReviewedError(note.path, gate.id, modelId);
      accepted.push({ ...pair, modelId });
    }
    if (accepted.length === before) throw new NotAcceptedError(note.path, gate.id, named);
  }
  return accepted;
}
