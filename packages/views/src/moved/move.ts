import { type AcceptanceEvent, type Ledger, listAcceptanceEvents, type Snapshot } from "@review/db";
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

/** Why nothing of a pair is carried over: its new name has it, what was accepted was taken back, rests on no review, or is another version. */
export type WhyLeft = "there" | "takenBack" | "unreviewed" | "otherVersion";

/** The pair of an acceptance under its new name. */
export function renamed(
  { notePath, gateId, modelId }: AcceptanceEvent,
  { what, to }: Pick<Move, "what" | "to">,
) {
  return what === "note" ? { notePath: to, gateId, modelId } : { notePath, gateId: to, modelId };
}

/**
 * Finds what a rename carries over: of each pair what was accepted of this content; and, if the old name is gone, of pairs that have
 * none of it the newest acceptance.
 */
export async function followMove(
  ledger: Ledger,
  move: Move,
  { isGone }: { isGone: boolean },
): Promise<FoundMove> {
  const events = await eventsOf(ledger, move.what, move.from);
  const own = await eventsOf(ledger, move.what, move.to);
  const there = newestOf(own, versionKey);
  const exact = acceptedContent(events, move);
  const carried: CarriedEvent[] = [];
  for (const event of exact) {
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
  const known = new Set(
    [...exact, ...own.map((event) => ({ ...event, ...renamed(event, before) }))].map(pairKey),
  );
  const newest = [...newestOf(events, pairKey).values()];
  const edited = newest.filter((event) => isGone && isReviewed(event) && !known.has(pairKey(event)));
  const pairs = new Set([...carried, ...edited].map(pairKey));
  const left = { there: 0, takenBack: 0, unreviewed: 0, otherVersion: 0 };
  for (const event of newest) {
    if (!pairs.has(pairKey(event))) left[whyLeft(event, known.has(pairKey(event)))] += 1;
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

/** The newest event of each version with this content, where that is an acceptance with a review behind it. By age. */
function acceptedContent(
  events: readonly AcceptanceEvent[],
  { what, content: { sha } }: Pick<Move, "what" | "content">,
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
