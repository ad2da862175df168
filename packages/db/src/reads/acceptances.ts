import type {
  Acceptance,
  AcceptanceFilter,
  AcceptedFilter,
  AcceptedVerdict,
  AcceptedVersion,
  Evidence,
  LedgerMark,
  NewestVersion,
  NoteAcceptances,
  NoteVersion,
  NoteWithGates,
  VerdictFilter,
} from "../answers.ts";
import type { PairVersion } from "../changes.ts";
import { checkEach, checkFields } from "../check-fields.ts";
import type { JudgedByBoth, JudgedPlace, JudgedVersion } from "../judged.ts";
import { type Ledger, storageOf } from "../ledger.ts";
import type { AcceptanceEvent } from "../rows.ts";
import type { Sample } from "../sample.ts";
import {
  type AcceptanceEventId,
  FIXTURE_FOLDER,
  type GateReviewId,
  isFixturePath,
  type ModelId,
} from "../vocabulary.ts";
import { PAIR_VERSION } from "./pair-version.ts";

const NOTE_VERSION = { notePath: "text", noteSha: "text" } as const;
const GATE_VERSION = { gateId: "text", gateSha: "text" } as const;

/**
 * What was accepted of some notes and gates in just the given versions, under every partition or some: of each the newest event, which may be
 * one that took back what was before. By note, gate and partition, the newest event first. Nothing else of the ledger is read, however much there is of
 * other partitions and versions, or of these before.
 */
export async function listAccepted(
  ledger: Ledger,
  notes: readonly NoteWithGates[],
  filter: AcceptedFilter = {},
): Promise<AcceptedVersion[]> {
  checkFields({ notes }, "listAccepted", { notes: "list" });
  checkEach(notes, "notes", { ...NOTE_VERSION, gates: "list" });
  for (const gates of new Set(notes.map((note) => note.gates))) checkEach(gates, "gates", GATE_VERSION);
  checkFields(filter, "listAccepted", { modelIds: "texts?", inFull: "texts?" });
  return storageOf(ledger).listAccepted(notes, filter);
}

/** Where the history of a ledger stands now. */
export async function markLedger(ledger: Ledger): Promise<LedgerMark> {
  return storageOf(ledger).markLedger();
}

/** The notes that anything was decided about since, in acceptance events or by waivers, each once, sorted by code unit; no fixtures. */
export async function listNotesSince(ledger: Ledger, mark: LedgerMark): Promise<string[]> {
  checkFields(mark, "listNotesSince", {
    ...{ acceptanceId: "number", waiverId: "number", opinionId: "number", quarantineId: "number" },
  });
  return (await storageOf(ledger).listNotesSince(mark)).filter((path) => !isFixturePath(path));
}

/** Judgements read at a time: memory is for these, however many there are. */
const AT_A_TIME = 1000;

/**
 * What completed runs of the ledger's own judged of notes, by note and gate, the oldest first; what came from the lock is not of them,
 * nor are fixtures.
 */
export async function* judgedVersions(ledger: Ledger): AsyncIterable<readonly JudgedVersion[]> {
  for await (const page of judgedAfter(ledger, undefined)) {
    const ofNotes = page.filter(({ notePath }) => !isFixturePath(notePath));
    if (ofNotes.length > 0) yield ofNotes;
  }
}

/** The same of fixtures alone. */
export async function* judgedFixtures(ledger: Ledger): AsyncIterable<readonly JudgedVersion[]> {
  const before = { notePath: `${FIXTURE_FOLDER}/`, gateId: "", reviewId: 0 };
  for await (const page of judgedAfter(ledger, before)) {
    const ofFixtures = page.filter(({ notePath }) => isFixturePath(notePath));
    if (ofFixtures.length > 0) yield ofFixtures;
    // What begins in one way stands together.
    if (ofFixtures.length < page.length) return;
  }
}

async function* judgedAfter(
  ledger: Ledger,
  before: JudgedPlace | undefined,
): AsyncIterable<readonly JudgedVersion[]> {
  const storage = storageOf(ledger);
  let page: JudgedVersion[] = [];
  do {
    page = await storage.listJudgedVersions({ after: page.at(-1) ?? before, limit: AT_A_TIME });
    if (page.length > 0) yield page;
  } while (page.length === AT_A_TIME);
}

/**
 * What two sets of partitions made of the same versions of the same pairs, in completed runs: their own decisions, whatever a
 * person put in their place. Fixtures are no pairs.
 */
export async function listJudgedByBoth(
  ledger: Ledger,
  sides: { first: readonly ModelId[]; second: readonly ModelId[] },
): Promise<JudgedByBoth> {
  checkFields(sides, "listJudgedByBoth", { first: "texts", second: "texts" });
  return storageOf(ledger).listJudgedByBoth(sides);
}

/**
 * What is accepted under a partition of exactly the given version of each note, in their order and in batches, so that
 * neither a large ledger nor a large corpus has to fit into memory. What is said of a note is of one moment; batches are of
 * one after another.
 */
export function acceptancesOf<Note extends NoteVersion>(
  ledger: Ledger,
  modelId: ModelId,
  notes: Iterable<Note>,
): AsyncIterable<readonly NoteAcceptances<Note>[]> {
  checkFields({ modelId, notes }, "acceptancesOf", { modelId: "text", notes: "iterable" });
  return storageOf(ledger).acceptancesOf(modelId, eachChecked(notes));
}

/**
 * What the staleness of the pairs of some notes under a partition may be told against: of a pair whose note text of now was
 * once accepted, the newest event of that text for every version of the gate; of any other the newest event. A list for each
 * note, in their order.
 */
export async function listNewestVersions(
  ledger: Ledger,
  modelId: ModelId,
  notes: readonly NoteVersion[],
): Promise<NewestVersion[][]> {
  checkFields({ modelId, notes }, "listNewestVersions", { modelId: "text", notes: "list" });
  checkEach(notes, "notes", NOTE_VERSION);
  return storageOf(ledger).listNewestVersions(modelId, notes);
}

/**
 * What a pair's freshness under a partition rests on: the newest acceptance of exactly the versions it has now, else the
 * newest of just its note text, else the newest of the pair; undefined if it was never accepted.
 */
export async function standingAcceptance(ledger: Ledger, pair: PairVersion): Promise<Acceptance | undefined> {
  checkFields(pair, "standingAcceptance", PAIR_VERSION);
  return storageOf(ledger).standingAcceptance(pair);
}

/** The acceptance events that fit every given part of the filter, oldest first. */
export async function listAcceptanceEvents(
  ledger: Ledger,
  filter: AcceptanceFilter = {},
): Promise<AcceptanceEvent[]> {
  checkFields(filter, "listAcceptanceEvents", {
    notePath: "text?",
    gateId: "text?",
    modelId: "text?",
    reviewId: "number?",
    withoutRemarks: "boolean?",
  });
  return storageOf(ledger).listAcceptanceEvents(filter);
}

/** The samples that some acceptance events rest on, by event; one that rests on none is not in the answer. */
export async function listSamples(
  ledger: Ledger,
  eventIds: readonly AcceptanceEventId[],
): Promise<Map<AcceptanceEventId, Sample>> {
  checkFields({ eventIds }, "listSamples", { eventIds: "numbers" });
  return storageOf(ledger).listSamples(eventIds);
}

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export async function listEvidence(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Evidence>> {
  checkFields({ reviewIds }, "listEvidence", { reviewIds: "numbers" });
  return storageOf(ledger).listEvidence(reviewIds);
}

/**
 * The verdicts of all pairs that were found to be warn or fail under some partition, once at least: of each such pair and
 * partition, one for every version that was accepted. An override holds for as long as the review it overrides is the
 * evidence. By note, gate and partition, the newest event first. Fixtures have none.
 */
export async function listVerdicts(ledger: Ledger, filter: VerdictFilter = {}): Promise<AcceptedVerdict[]> {
  checkFields(filter, "listVerdicts", { notePaths: "texts?", modelIds: "texts?" });
  const verdicts = await storageOf(ledger).listVerdicts(filter);
  return verdicts.filter(({ notePath }) => !isFixturePath(notePath));
}

/** Notes may come one after another, from wherever they are read. */
function* eachChecked<Note extends NoteVersion>(notes: Iterable<Note>): Iterable<Note> {
  for (const note of notes) {
    checkFields(note, "note", NOTE_VERSION);
    yield note;
  }
}
