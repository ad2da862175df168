import { type AcceptanceEvent, type Ledger, listAcceptanceEvents, type Snapshot } from "@review/db";

/** What was renamed, and the content it has under its new name. */
export interface Move {
  what: "note" | "gate";
  from: string;
  to: string;
  content: Snapshot;
}

/** A rename, and the acceptances of exactly this content under the old name. */
export interface FoundMove {
  move: Move;
  /** What was accepted is another text than the one there is now: it is carried over as it was, and stale. */
  isEdited?: boolean;
  /** Those that hold for the new name, which has nothing of its own later. By age. */
  carried: AcceptanceEvent[];
  /** How many pairs of the old name, each under each partition, have none of them. */
  left: number;
}

/** The pair of an acceptance under its new name. */
export function renamed({ notePath, gateId, modelId }: AcceptanceEvent, { what, to }: Omit<Move, "content">) {
  return what === "note" ? { notePath: to, gateId, modelId } : { notePath, gateId: to, modelId };
}

/** Finds what a rename carries over. */
export async function followMove(ledger: Ledger, move: Move): Promise<FoundMove> {
  const events = await eventsOf(ledger, move.what, move.from);
  const there = newestOf(await eventsOf(ledger, move.what, move.to), versionKey);
  const carried = acceptedContent(events, move).filter((event) => {
    const own = there.get(versionKey({ ...event, ...renamed(event, move) }));
    return !own || (own.acceptedReviewId !== event.acceptedReviewId && own.id < event.id);
  });
  const pairs = new Set(events.map(pairKey));
  return { move, carried, left: pairs.size - new Set(carried.map(pairKey)).size };
}

/** Finds what a rename with an edit carries over: of each pair the newest acceptance, if there is a review behind it. */
export async function followEdited(ledger: Ledger, move: Move): Promise<FoundMove> {
  const newest = newestOf(await eventsOf(ledger, move.what, move.from), pairKey);
  const there = newestOf(await eventsOf(ledger, move.what, move.to), pairKey);
  const carried = [...newest.values()].filter(
    (event) =>
      event.acceptedReviewId !== undefined &&
      event.acceptanceKind !== "withdrawn" &&
      !there.has(pairKey({ ...event, ...renamed(event, move) })),
  );
  return { move, isEdited: true, carried, left: newest.size - carried.length };
}

/** The newest event of each version with this content, where that is an acceptance with a review behind it. By age. */
function acceptedContent(
  events: readonly AcceptanceEvent[],
  { what, content: { sha } }: Pick<Move, "what" | "content">,
): AcceptanceEvent[] {
  const newest = newestOf(events, versionKey);
  return events.filter(
    (event) =>
      newest.get(versionKey(event)) === event &&
      event.acceptedReviewId !== undefined &&
      event.acceptanceKind !== "withdrawn" &&
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
