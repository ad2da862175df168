import type { AcceptableDecision, JudgedVersion, ModelId } from "@review/db";
import type { Costs } from "../costs/cost-counter.ts";

/** What a gate did under one partition. */
export interface GateCard {
  gateId: string;
  modelId: ModelId;
  /** Reviews, by what they decided. */
  reviews: Record<AcceptableDecision, number>;
  /** Why it is quarantined under the partition, so that what it finds makes `verify` fail no more; absent if it is not. */
  quarantined?: string;
  /** Reviews in whose place a person put another decision. */
  overridden: number;
  /** What they found, each finding once however often it was found again. */
  findings: FindingFates;
  /** Reviews of texts that were judged before under the partition, and those of them that decided otherwise. */
  repeats: number;
  flips: number;
  /** What its runs took; absent if nothing is known of them. */
  costs?: Costs;
  /** What was said of its findings by models that were asked for it, and what that took; absent if none was. */
  second?: SecondOpinions;
}

/** Second opinions about the findings of a gate under one partition. What came from the lock was said elsewhere, and is not counted. */
export interface SecondOpinions {
  /** One for each finding that was asked about; of those, the ones that do not hold. */
  opinions: number;
  disputed: number;
  costs: Costs;
}

/** What became of some findings, each counted in one of the last five. */
export interface FindingFates {
  all: number;
  /** Not found again once the note was edited. */
  resolved: number;
  /** Not found again although the note was as before, or because the gate asks something else. */
  lost: number;
  /** Let stand, by a waiver that holds now. */
  waived: number;
  /** Found by a review in whose place a person decided pass. */
  passed: number;
  /** Found by the last review. */
  open: number;
}

/** A finding by its identity. */
type Key = string;
type Versions = Pick<JudgedVersion, "noteSha" | "gateSha">;

/** What is counted, and what of it a waiver that holds now lets stand. */
export interface CountedCards {
  /** The earliest review that is counted (UTC, ISO 8601); absent if all are. */
  since?: string | undefined;
  isWaived(key: Key): boolean;
}

/** What a review found. */
export interface Found {
  keys: readonly Key[];
  /** Whether a person decided pass in its place. */
  isPassed: boolean;
}

interface PairUnderPartition {
  card: GateCard;
  last?: Versions & { decision: AcceptableDecision };
  /** What was found so far: by the last review, whether that counts, or how it ended. */
  fates: Map<Key, Exclude<keyof FindingFates, "all" | "waived">>;
  /** Found by a review that is counted. */
  counted: Set<Key>;
}

/**
 * Counts what reviews found, given one after another by note and gate, the oldest first, all that there are; those that
 * are counted are compared with those before. Remembers one pair at a time.
 */
export function cardCounter({ since = "", isWaived }: CountedCards): {
  take(review: JudgedVersion, found: Found): void;
  count(): GateCard[];
} {
  const cards = new Map<string, GateCard>();
  let pair = "";
  let partitions = new Map<ModelId, PairUnderPartition>();
  const cardOf = ({ gateId, modelId }: Pick<GateCard, "gateId" | "modelId">): GateCard => {
    const key = JSON.stringify([gateId, modelId]);
    const card = cards.get(key) ?? emptyCard(gateId, modelId);
    cards.set(key, card);
    return card;
  };
  const endPair = () => {
    for (const known of partitions.values()) addFates(known.card.findings, known, isWaived);
    partitions = new Map();
  };
  return {
    take(review, found) {
      const { notePath, gateId, modelId } = review;
      const name = JSON.stringify([notePath, gateId]);
      if (name !== pair) endPair();
      pair = name;
      const known: PairUnderPartition = partitions.get(modelId) ?? {
        card: cardOf(review),
        fates: new Map(),
        counted: new Set(),
      };
      partitions.set(modelId, known);
      const isCounted = review.reviewedAt >= since;
      if (isCounted) addReview(known.card, review, known.last);
      addFindings(known, review, { ...found, isCounted });
      known.last = review;
    },
    count() {
      endPair();
      return [...cards.values()].filter(({ reviews }) => sum(reviews) > 0).toSorted(byWorth);
    },
  };
}

function addReview(card: GateCard, review: JudgedVersion, last: PairUnderPartition["last"]): void {
  card.reviews[review.decision] += 1;
  if (review.isOverridden) card.overridden += 1;
  if (last?.noteSha !== review.noteSha || last.gateSha !== review.gateSha) return;
  card.repeats += 1;
  if (last.decision !== review.decision) card.flips += 1;
}

function addFindings(
  { last, fates, counted }: PairUnderPartition,
  { noteSha, gateSha }: Versions,
  { keys, isPassed, isCounted }: Found & { isCounted: boolean },
): void {
  const found = new Set(keys);
  const isEdited = last !== undefined && last.noteSha !== noteSha && last.gateSha === gateSha;
  for (const [key, fate] of fates) {
    if (fate === "open" && !found.has(key)) fates.set(key, isEdited ? "resolved" : "lost");
  }
  for (const key of found) {
    fates.set(key, isPassed ? "passed" : "open");
    if (isCounted) counted.add(key);
  }
}

function addFates(
  findings: FindingFates,
  { fates, counted }: PairUnderPartition,
  isWaived: (key: Key) => boolean,
): void {
  for (const key of counted) {
    const fate = fates.get(key) ?? "open";
    findings.all += 1;
    findings[fate !== "resolved" && isWaived(key) ? "waived" : fate] += 1;
  }
}

const emptyCard = (gateId: string, modelId: ModelId): GateCard => ({
  ...{ gateId, modelId },
  reviews: { pass: 0, warn: 0, fail: 0 },
  overridden: 0,
  findings: { all: 0, resolved: 0, lost: 0, waived: 0, passed: 0, open: 0 },
  repeats: 0,
  flips: 0,
});

const sum = ({ pass, warn, fail }: GateCard["reviews"]) => pass + warn + fail;

/** How many findings a review of the gate came to that somebody mended. */
const worthOf = ({ findings, reviews }: GateCard) => findings.resolved / sum(reviews);

/** The most mended findings a review first; of the same worth by name. */
function byWorth(a: GateCard, b: GateCard): number {
  const [x, y] = [`${a.gateId} ${a.modelId}`, `${b.gateId} ${b.modelId}`];
  return worthOf(b) - worthOf(a) || (x < y ? -1 : 1);
}
