import type { Corpus } from "@review/corpus";
import {
  type AcceptanceEvent,
  type Evidence,
  type Ledger,
  listAcceptanceEvents,
  listEvidence,
  listRecordedNotePaths,
} from "@review/db";
import { nameGate, nameNote } from "../recorded-names.ts";

/** The acceptances of a note. */
export interface HistoryDocument {
  /** The note, as the ledger knows it. */
  notePath: string;
  /** `false` if there is no such note now. */
  noteExists: boolean;
  /** Oldest first. */
  events: HistoryEntry[];
}

/** An acceptance with the evidence that it rests on; absent where an import had none. */
export interface HistoryEntry extends AcceptanceEvent, Partial<Evidence> {}

/** A history, and how the question was understood. */
export interface History {
  document: HistoryDocument;
  /** The gate or lens that was asked about. */
  gateId?: string | undefined;
  /** Why there is no such note now. */
  missing?: string | undefined;
}

/** The acceptances of a note, or of a pair; names are found as they are recorded. */
export async function viewHistory(
  corpus: Corpus,
  ledger: Ledger,
  { note, gate, cwd }: { note: string; gate?: string | undefined; cwd: string },
): Promise<History> {
  const recorded = () => listRecordedNotePaths(ledger);
  const { path: notePath, missing } = await nameNote(corpus, note, { cwd, recorded });
  const all = await listAcceptanceEvents(ledger, { notePath });
  const recordedGates = all.map(({ gateId }) => gateId);
  const gateId = gate === undefined ? undefined : nameGate(corpus, gate, recordedGates);
  const events = gateId === undefined ? all : all.filter((event) => isOf(gateId, event));
  const evidence = await listEvidence(
    ledger,
    events.flatMap(({ acceptedReviewId = [] }) => acceptedReviewId),
  );
  const evidenceOf = ({ acceptedReviewId }: AcceptanceEvent) =>
    acceptedReviewId === undefined ? undefined : evidence.get(acceptedReviewId);
  return {
    document: {
      notePath,
      noteExists: missing === undefined,
      events: events.map((event) => ({ ...event, ...evidenceOf(event) })),
    },
    gateId,
    missing,
  };
}

/** Whether an event is of the gate, or of a gate of the lens. */
function isOf(gateOrLens: string, event: AcceptanceEvent): boolean {
  return event.gateId === gateOrLens || event.gateId.startsWith(`${gateOrLens}/`);
}
