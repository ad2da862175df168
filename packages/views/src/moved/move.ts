import {
  type AcceptanceEvent,
  type GateReviewId,
  type Ledger,
  listAcceptanceEvents,
  listFindings,
  type Snapshot,
} from "@review/db";
import { isDecidedLater } from "./decided-later.ts";
import { decisionToHold, type HeldDecision } from "./held-decision.ts";

/** What was renamed, and the content it has under its new name. */
export interface Move {
  what: "note" | "gate";
  from: string;
  to: string;
  content: Snapshot;
}

/** A rename, and the acceptances that it carries over. */
export interface FoundMove {
  move: Move;
  /** Those of exactly this content that hold for the new name, which has nothing of its own later. By age. */
  carried: CarriedEvent[];
  /** Those of pairs of which another content was accepted last: they are carried over as they are, and stale. By age. */
  edited: AcceptanceEvent[];
  /** How many pairs of the old name, each under each partition, have none of them, and why. */
  left: Record<WhyLeft, number>;
}

/** An acceptance, and what has to be decided under the new name so that the same counts there. */
export type CarriedEvent = AcceptanceEvent & { hold?: HeldDecision };

/**
 * Why nothing of a pair is carried over: its new name has it, what was accepted was taken back, rests on no review, or is another version; or it found
 * something that the old name has still: the findings of a copy are its own.
 */
export type WhyLeft = "there" | "takenBack" | "unreviewed" | "otherVersion" | "copied";

/** What has an old name now: nothing, or a text with this sha. */
export interface OldName {
  isGone: boolean;
  sha?: string | undefined;
}

/** The pair of an acceptance under its new name. */
export function renamed(
  { notePath, gateId, modelId }: AcceptanceEvent,
  { what, to }: Pick<Move, "what" | "to">,
) {
  return what === "note" ? { notePath: to, gateId, modelId } : { notePath, gateId: to, modelId };
}

/**
 * Finds what a rename carries over: of each pair what was accepted of this content; and, if the old name is gone, of pairs that have
 * none of it the newest acceptance. A decision about a finding goes by its key: what was found and counts still for the old name is not carried over, or two notes that
 * are edited apart had findings of one key.
 */
export async function followMove(ledger: Ledger, move: Move, { isGone, sha }: OldName): Promise<FoundMove> {
  const events = await eventsOf(ledger, move.what, move.from);
  const own = await eventsOf(ledger, move.what, move.to);
  const there = newestOf(own, versionKey);
  const exact = acceptedContent(events, move);
  const copied = await foundAndHeld(ledger, exact, isGone ? [] : acceptedContent(events, move, sha));
  const carried: CarriedEvent[] = [];
  for (const event of exact.filter((each) => !copied.has(each))) {
    const pair = renamed(event, move);
    const own = there.get(versionKey({ ...event, ...pair }));
    if (own && !(await isDecidedLater(ledger, event, own))) continue;
    const hold = await decisionToHold(ledger, event, pair);
    const isThere =
      own && own.acceptanceKind !== "withdrawn" && own.acceptedReviewId === event.acceptedReviewId;
    if (!isThere || hold) carried.push({ ...event, ...(hold && { hold }) });
  }
  // What the new name has counts by the pair's old name.
  const before = { what: move.what, to: move.from };
  const ownPairs = new Set(own.map((event) => pairKey({ ...event, ...renamed(event, before) })));
  const known = new Set([...exact.map(pairKey), ...ownPairs]);
  const newest = [...newestOf(events, pairKey).values()];
  const edited = newest.filter((event) => isGone && isReviewed(event) && !known.has(pairKey(event)));
  const pairs = new Set([...carried, ...edited].map(pairKey));
  const copiedPairs = new Set([...copied].map(pairKey));
  const left = { there: 0, takenBack: 0, unreviewed: 0, otherVersion: 0, copied: 0 };
  for (const event of newest) {
    const key = pairKey(event);
    if (copiedPairs.has(key) && !ownPairs.has(key)) left.copied += 1;
    else if (!pairs.has(key)) left[whyLeft(event, known.has(key))] += 1;
  }
  return { move, carried, edited, left };
}

function whyLeft({ acceptanceKind, acceptedReviewId }: AcceptanceEvent, isThere: boolean): WhyLeft {
  if (isThere) return "there";
  if (acceptanceKind === "withdrawn") return "takenBack";
  return acceptedReviewId === undefined ? "unreviewed" : "otherVersion";
}

const isReviewed = ({ acceptedReviewId, acceptanceKind }: AcceptanceEvent) =>
  acceptedReviewId !== undefined && acceptanceKind !== "withdrawn";

/** Those of some acceptances that rest on a review with findings, on which what is `held` rests, too. */
async function foundAndHeld(
  ledger: Ledger,
  events: readonly AcceptanceEvent[],
  held: readonly AcceptanceEvent[],
): Promise<Set<AcceptanceEvent>> {
  const reviewOf = ({ acceptedReviewId }: AcceptanceEvent) => acceptedReviewId ?? [];
  const still = new Set<GateReviewId>(held.flatMap(reviewOf));
  const found = still.size === 0 ? undefined : await listFindings(ledger, [...still]);
  return new Set(
    events.filter((event) => [reviewOf(event)].flat().some((id) => (found?.get(id)?.length ?? 0) > 0)),
  );
}

/** The newest event of each version with a content, that of the new name or another one, where that is an acceptance with a review behind it. By age. */
function acceptedContent(
  events: readonly AcceptanceEvent[],
  { what, content }: Pick<Move, "what" | "content">,
  sha: string | undefined = content.sha,
): AcceptanceEvent[] {
  const newest = newestOf(events, versionKey);
  return events.filter(
    (event) =>
      newest.get(versionKey(event)) === event &&
      isReviewed(event) &&
      (what === "note" ? event.acceptedNoteSha : event.acceptedGateSha) === sha,
  );
}

/** The acceptance events of a note or a gate, oldest first. */
export function eventsOf(ledger: Ledger, what: Move["what"], name: string): Promise<AcceptanceEvent[]> {
  return listAcceptanceEvents(ledger, what === "note" ? { notePath: name } : { gateId: name });
}

/** A pair under a partition, as a key. */
export const pairKey = ({ notePath, gateId, modelId }: AcceptanceEvent) =>
  JSON.stringify([notePath, gateId, modelId]);
const versionKey = (event: AcceptanceEvent) =>
  JSON.stringify([pairKey(event), event.acceptedNoteSha, event.acceptedGateSha]);

/** The newest of the events, which are in the order of their age, for each key. */
export function newestOf(events: readonly AcceptanceEvent[], keyOf: (event: AcceptanceEvent) => string) {
  return new Map(events.map((event) => [keyOf(event), event]));
}
