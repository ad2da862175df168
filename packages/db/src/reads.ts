import type {
  Acceptance,
  AcceptanceFilter,
  AcceptedVerdict,
  AcceptedVersion,
  Evidence,
  InspectionOptions,
  InvariantReport,
  InvocationFilter,
  LastFindingsQuestion,
  LedgerMark,
  LedgerReport,
  NewestVersion,
  NoteAcceptances,
  NoteVersion,
  RunDetails,
  RunFilter,
  RunOutput,
  VerdictFilter,
} from "./answers.ts";
import type { PairVersion } from "./changes.ts";
import type { Telemetry } from "./execution-data.ts";
import type { Finding } from "./finding.ts";
import { type Ledger, storageOf } from "./ledger.ts";
import type { AcceptanceEvent, GateReview, Run } from "./rows.ts";
import type { GateReviewId, ModelId, RunId } from "./vocabulary.ts";
import type { NewestWaivers } from "./waiver.ts";

// What may be asked of a ledger. Each is asked of the storage behind the handle, and answered from one moment.

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export async function getRun(ledger: Ledger, runId: RunId): Promise<RunDetails> {
  return storageOf(ledger).getRun(runId);
}

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export async function getRunOutput(ledger: Ledger, runId: RunId): Promise<RunOutput> {
  return storageOf(ledger).getRunOutput(runId);
}

/** One gate review by its id; undefined if there is none. */
export async function getGateReview(ledger: Ledger, id: GateReviewId): Promise<GateReview | undefined> {
  return storageOf(ledger).getGateReview(id);
}

/** The findings of some gate reviews in their order, by review; a review without any is not in the answer. */
export async function listFindings(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Finding[]>> {
  return storageOf(ledger).listFindings(reviewIds);
}

/**
 * What the reviews found that the newest events of a note's pairs with some gates rest on under a partition, by gate; a gate
 * without any finding is not in the answer.
 */
export async function listLastFindings(
  ledger: Ledger,
  asked: LastFindingsQuestion,
): Promise<Map<string, Finding[]>> {
  return storageOf(ledger).listLastFindings(asked);
}

/** The keys of findings in runs that have ended which begin with some hex digits, each once, sorted. */
export async function listFindingKeys(ledger: Ledger, prefix: string): Promise<string[]> {
  return storageOf(ledger).listFindingKeys(prefix);
}

/**
 * The newest decision about each of some findings, by key, and when the ledger was asked; one about which nothing was decided
 * is not in the answer. Whether a waiver holds still is for `@review/lifecycle` to say.
 */
export async function listWaivers(ledger: Ledger, keys: readonly string[]): Promise<NewestWaivers> {
  return storageOf(ledger).listWaivers(keys);
}

/** The exact text behind a content sha, if the ledger has it. */
export async function getSnapshot(ledger: Ledger, sha: string): Promise<string | undefined> {
  return storageOf(ledger).getSnapshot(sha);
}

/** Runs that fit every given part of the filter, newest first. */
export async function listRuns(ledger: Ledger, filter: RunFilter = {}): Promise<Run[]> {
  return storageOf(ledger).listRuns(filter);
}

/** How many gates each of some runs was asked for, by run id. */
export async function countRequestedGates(
  ledger: Ledger,
  runIds: readonly RunId[],
): Promise<Map<RunId, number>> {
  return storageOf(ledger).countRequestedGates(runIds);
}

/**
 * The telemetry of the newest invocations under some partitions that served one of the gates, newest first, each
 * once however many runs it served. Invocations without an id or a batch size are left out.
 */
export async function listInvocations(ledger: Ledger, filter: InvocationFilter): Promise<Telemetry[]> {
  return storageOf(ledger).listInvocations(filter);
}

/**
 * The partitions under which completed runs that were asked for as `requested` were recorded, that of the newest run first. A
 * run without telemetry was asked for by the name it has. Newest is what was created last, whatever the clocks said; runs
 * that an import brought were not asked for here.
 */
export async function listRecordedPartitions(ledger: Ledger, requested: ModelId): Promise<ModelId[]> {
  return storageOf(ledger).listRecordedPartitions(requested);
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
  return storageOf(ledger).acceptancesOf(modelId, notes);
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
  return storageOf(ledger).listNewestVersions(modelId, notes);
}

/**
 * What a pair's freshness under a partition rests on: the newest acceptance of exactly the versions it has now, else the
 * newest of just its note text, else the newest of the pair; undefined if it was never accepted.
 */
export async function standingAcceptance(ledger: Ledger, pair: PairVersion): Promise<Acceptance | undefined> {
  return storageOf(ledger).standingAcceptance(pair);
}

/** The acceptance events that fit every given part of the filter, oldest first. */
export async function listAcceptanceEvents(
  ledger: Ledger,
  filter: AcceptanceFilter = {},
): Promise<AcceptanceEvent[]> {
  return storageOf(ledger).listAcceptanceEvents(filter);
}

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export async function listEvidence(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Evidence>> {
  return storageOf(ledger).listEvidence(reviewIds);
}

/**
 * The verdicts of all pairs that were found to be warn or fail under some partition, once at least: of each such pair and
 * partition, one for every version that was accepted. An override holds for as long as the review it overrides is the
 * evidence. By note, gate and partition, the newest event first.
 */
export async function listVerdicts(ledger: Ledger, filter: VerdictFilter = {}): Promise<AcceptedVerdict[]> {
  return storageOf(ledger).listVerdicts(filter);
}

/**
 * What was accepted of some notes in just the given versions, for every version of a gate, under every partition: of each the
 * newest event, which may be one that took back what was before. By note, gate and partition, the newest event first.
 */
export async function listAccepted(
  ledger: Ledger,
  notes: readonly NoteVersion[],
): Promise<AcceptedVersion[]> {
  return storageOf(ledger).listAccepted(notes);
}

/** Where the history of a ledger stands now. */
export async function markLedger(ledger: Ledger): Promise<LedgerMark> {
  return storageOf(ledger).markLedger();
}

/** The notes that anything was decided about since, in acceptance events or by waivers, each once, sorted by code unit. */
export async function listNotesSince(ledger: Ledger, mark: LedgerMark): Promise<string[]> {
  return storageOf(ledger).listNotesSince(mark);
}

/** Every note path and every gate id that an acceptance event names, each once, sorted by code unit. */
export async function listAcceptedNames(ledger: Ledger): Promise<{ notePaths: string[]; gateIds: string[] }> {
  return storageOf(ledger).listAcceptedNames();
}

/** Every note path that a run or an acceptance event names, each once. */
export async function listRecordedNotePaths(ledger: Ledger): Promise<string[]> {
  return storageOf(ledger).listRecordedNotePaths();
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export async function listRecordedGateIds(ledger: Ledger): Promise<string[]> {
  return storageOf(ledger).listRecordedGateIds();
}

/**
 * Checks the whole file; a large one thoroughly only if that is asked for. Throws LedgerUnavailableError where it is too
 * damaged to be checked.
 */
export async function inspectLedger(ledger: Ledger, options: InspectionOptions = {}): Promise<LedgerReport> {
  return storageOf(ledger).inspect(options);
}

/**
 * Looks at every row of a ledger in one consistent view and says for each rule how many rows break it. The
 * database refuses such rows itself; this finds what came in past it, by another program or a damaged disk.
 * Writes nothing into the file.
 */
export async function verifyLedger(ledger: Ledger): Promise<InvariantReport[]> {
  return storageOf(ledger).verify();
}
