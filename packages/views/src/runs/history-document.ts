import type { Corpus } from "@review/corpus";
import {
  type AcceptanceEvent,
  type Evidence,
  type GateReviewId,
  type Ledger,
  listAcceptanceEvents,
  listEvidence,
  listRecordedNotePaths,
  listSamples,
  type Sample,
  standingOverride,
} from "@review/db";
import { type Attestation, attestationOf } from "@review/lifecycle";
import { listReopened, type ReopenedEntry } from "../lock/reopened-in-lock.ts";
import { nameGate, nameNote, whyNoGate } from "../recorded-names.ts";
import { type SampleFigures, viewSample } from "../sample-figures.ts";
import { type AfterOther, type JudgedEvent, withBefore } from "./before-each.ts";
import { readWaiverHistory, type WaiverEntry } from "./waiver-history.ts";

/** What was decided about a note: its acceptances, and what findings of them were waived. */
export interface HistoryDocument {
  /** The note, as the ledger knows it. */
  notePath: string;
  /** `false` if there is no such note now. */
  noteExists: boolean;
  /** Oldest first. */
  events: HistoryEntry[];
  /** Oldest first. */
  waivers: WaiverEntry[];
  /** What the lock says was taken back of versions of which the ledger knows nothing. Oldest first. */
  reopened: ReopenedEntry[];
}

/** An acceptance with the evidence that it rests on; absent where an import had none. */
export interface HistoryEntry extends JudgedEvent, AfterOther, Partial<Pick<Evidence, "runId">> {
  /** The reviewed sample that it rests on; absent of every other acknowledgement. */
  sample?: SampleFigures;
  /** What the lock says of where the review comes from that it accepts; absent of every other kind. */
  attested?: Attestation;
}

/** A history, and how the question was understood. */
export interface History {
  document: HistoryDocument;
  /** The gate or lens that was asked about. */
  gateId?: string | undefined;
  /** Why there is no such note now. */
  missing?: string | undefined;
  /** Why nobody knows the gate or lens. */
  unknownGate?: string | undefined;
}

/** What was decided about a note, or about a pair; names are found as they are recorded. */
export async function viewHistory(
  corpus: Corpus,
  ledger: Ledger,
  { note, gate, cwd }: { note: string; gate?: string | undefined; cwd: string },
): Promise<History> {
  const recorded = () => listRecordedNotePaths(ledger);
  const { path: notePath, missing } = await nameNote(corpus, note, { cwd, recorded });
  const all = await readHistory(ledger, notePath);
  const recordedGates = all.map((event) => event.gateId);
  const gateId = gate === undefined ? undefined : nameGate(corpus, gate, recordedGates);
  const events = gateId === undefined ? all : all.filter((event) => isOf(gateId, event));
  const waivers = await readWaiverHistory(ledger, notePath, [
    ...new Set(events.map((event) => event.gateId)),
  ]);
  const unknownGate =
    gate === undefined || events.length > 0 ? undefined : await whyNoGate(corpus, ledger, gate);
  const reopened = listReopened(corpus, notePath, all).filter(
    (entry) => gateId === undefined || isOf(gateId, entry),
  );
  const document = { notePath, noteExists: missing === undefined, events, waivers, reopened };
  return { document, gateId, missing, unknownGate };
}

/** Every acceptance of a note, as it is recorded, oldest first. */
export async function readHistory(ledger: Ledger, notePath: string): Promise<HistoryEntry[]> {
  const events = await listAcceptanceEvents(ledger, { notePath });
  const evidence = await listEvidence(
    ledger,
    events.flatMap(({ acceptedReviewId = [] }) => acceptedReviewId),
  );
  const samples = await listSamples(
    ledger,
    events.map(({ id }) => id),
  );
  return withBefore(events.map((event) => withSample(withEvidence(event, evidence), samples.get(event.id))));
}

const withSample = (entry: HistoryEntry, sample: Sample | undefined): HistoryEntry =>
  sample ? { ...entry, sample: viewSample(sample) } : entry;

function withEvidence(event: AcceptanceEvent, evidence: ReadonlyMap<GateReviewId, Evidence>): HistoryEntry {
  const found = event.acceptedReviewId === undefined ? undefined : evidence.get(event.acceptedReviewId);
  if (!found) return event;
  const { runId, decision, deciding } = found;
  const override = standingOverride(
    deciding.filter(({ id }) => id <= event.id),
    event,
    found,
  );
  const isCarried = override !== undefined && override.id !== event.id;
  const { overrideDecision, remark } = override ?? {};
  const carried = isCarried &&
    overrideDecision && { carriedOverride: { decision: overrideDecision, remark } };
  return { ...event, runId, decision, ...carried, ...attestationOfEvent(event, found) };
}

function attestationOfEvent(
  { acceptanceKind: reviewKind }: AcceptanceEvent,
  { attested: evidence }: Evidence,
): Pick<HistoryEntry, "attested"> {
  if (reviewKind !== "attested") return {};
  const attested = attestationOf({ reviewKind, evidence });
  return attested ? { attested } : {};
}

/** Whether an event is of the gate, or of a gate of the lens. */
function isOf(gateOrLens: string, event: Pick<AcceptanceEvent, "gateId">): boolean {
  return event.gateId === gateOrLens || event.gateId.startsWith(`${gateOrLens}/`);
}
