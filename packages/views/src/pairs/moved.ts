import { type Corpus, readNote, resolveGates, resolveNotePath, UnknownGateError } from "@review/corpus";
import {
  type AcceptanceEvent,
  type Ledger,
  listAcceptanceEvents,
  listRecordedGateIds,
  listRecordedNotePaths,
  type Snapshot,
} from "@review/db";
import { QuestionError } from "../question-error.ts";
import { nameGate, nameNote } from "../recorded-names.ts";

/** What was renamed, and the content it has under its new name. */
export interface Move {
  what: "note" | "gate";
  from: string;
  to: string;
  content: Snapshot;
}

/** A rename, and the acceptances of the old name, the newest of each pair under each partition. */
export interface FoundMove {
  move: Move;
  /** Those that hold for the new name: the content is what was accepted, and the new name has nothing of its own later. */
  carried: AcceptanceEvent[];
  /** How many do not. */
  left: number;
}

/** Finds what was renamed, and what was accepted under its old name. Throws QuestionError if nothing can be carried over. */
export async function findMoved(
  corpus: Corpus,
  ledger: Ledger,
  names: { from: string; to: string; cwd: string },
): Promise<FoundMove> {
  const move = await identify(corpus, ledger, names);
  const { what, from, to, content } = move;
  const current = newestOfEachPair(await eventsOf(ledger, what, from));
  if (current.length === 0) {
    const why = `${from} has no acceptances to carry over: it needs a review as ${to}`;
    throw new QuestionError("never-accepted", why);
  }
  const same = current.filter((event) => acceptedContent(event, what) === content.sha);
  if (same.length === 0) {
    const why = `${to} is not what was accepted as ${from}: its content has changed, so it needs a review`;
    throw new QuestionError("content-changed", why);
  }
  const there = new Map(
    newestOfEachPair(await eventsOf(ledger, what, to)).map((event) => [pairKey(event), event]),
  );
  const carried = same.filter((event) => isToCarry(event, there.get(pairKey(renamed(event, move)))));
  return { move, carried, left: current.length - carried.length };
}

/** The pair of an acceptance under its new name. */
export function renamed({ notePath, gateId, modelId }: AcceptanceEvent, { what, to }: Move) {
  return what === "note" ? { notePath: to, gateId, modelId } : { notePath, gateId: to, modelId };
}

/** An acceptance with evidence, unless the new name has the same or something newer. */
function isToCarry(event: AcceptanceEvent, there: AcceptanceEvent | undefined): boolean {
  if (event.acceptedReviewId === undefined) return false;
  if (!there) return true;
  const isSame =
    there.acceptedReviewId === event.acceptedReviewId &&
    there.acceptedNoteSha === event.acceptedNoteSha &&
    there.acceptedGateSha === event.acceptedGateSha;
  return !isSame && there.id < event.id;
}

/** A move of a gate if the new name is that of one, else of a note. */
async function identify(
  corpus: Corpus,
  ledger: Ledger,
  { from, to, cwd }: { from: string; to: string; cwd: string },
): Promise<Move> {
  const gate = await findGate(corpus, to);
  const recordedGate = async () => nameGate(corpus, from, await listRecordedGateIds(ledger));
  const move: Move = gate
    ? { what: "gate", from: await recordedGate(), to: gate.id, content: gate }
    : await identifyNote(corpus, ledger, { from, to, cwd });
  if (move.from === move.to) {
    throw new QuestionError("not-moved", `${move.to} is the old and the new name: nothing has moved`);
  }
  const { sha, text } = move.content;
  return { ...move, content: { sha, text } };
}

async function findGate(corpus: Corpus, name: string) {
  try {
    const [gate, ...others] = await resolveGates(corpus, [name]);
    // The name of a lens that has but one gate is no name of that gate.
    if (gate === undefined || others.length > 0) return undefined;
    return nameGate(corpus, name, [gate.id]) === gate.id ? gate : undefined;
  } catch (error) {
    if (error instanceof UnknownGateError) return undefined;
    throw error;
  }
}

async function identifyNote(
  corpus: Corpus,
  ledger: Ledger,
  { from, to, cwd }: { from: string; to: string; cwd: string },
): Promise<Move> {
  const content = await readNote(corpus, await resolveNotePath(corpus, to, cwd));
  const recorded = () => listRecordedNotePaths(ledger);
  const { path } = await nameNote(corpus, from, { cwd, recorded });
  return { what: "note", from: path, to: content.path, content };
}

function eventsOf(ledger: Ledger, what: Move["what"], name: string): Promise<AcceptanceEvent[]> {
  return listAcceptanceEvents(ledger, what === "note" ? { notePath: name } : { gateId: name });
}

function acceptedContent(event: AcceptanceEvent, what: Move["what"]): string {
  return what === "note" ? event.acceptedNoteSha : event.acceptedGateSha;
}

const pairKey = ({ notePath, gateId, modelId }: { notePath: string; gateId: string; modelId: string }) =>
  JSON.stringify([notePath, gateId, modelId]);

function newestOfEachPair(events: readonly AcceptanceEvent[]): AcceptanceEvent[] {
  return [...new Map(events.map((event) => [pairKey(event), event])).values()];
}
