import type {
  Acceptance,
  AcceptanceFilter,
  AcceptedFilter,
  AcceptedVerdict,
  AcceptedVersion,
  DecidedFinding,
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
  NoteWithGates,
  PairsOfNote,
  RunDetails,
  RunFilter,
  RunOutput,
  VerdictFilter,
} from "./answers.ts";
import type {
  AttestationDecider,
  AttestationQuestion,
  AttestationState,
  AttestationsToTakeIn,
  Attested,
} from "./attestation.ts";
import type {
  AcceptanceDecider,
  AcceptancesToAppend,
  KeyOfPair,
  NewRun,
  PairVersion,
  RunState,
  Verdict,
} from "./changes.ts";
import type { Telemetry } from "./execution-data.ts";
import type { Finding } from "./finding.ts";
import type { HistoryToImport, ImportState } from "./imported-history.ts";
import type { JudgedByBoth, JudgedPlace, JudgedVersion } from "./judged.ts";
import type { NewOpinion, Opinion, OpinionCall } from "./opinion.ts";
import type { Quarantine, QuarantineDecider } from "./quarantine.ts";
import type { AcceptanceEvent, GateReview, Run } from "./rows.ts";
import type { Sample } from "./sample.ts";
import type { SharedStorage } from "./shared-sweeps.ts";
import type {
  AcceptanceEventId,
  FindingId,
  GateReviewId,
  ModelId,
  OpinionId,
  QuarantineId,
  RunId,
  WaiverId,
} from "./vocabulary.ts";
import type { NewestWaivers, Waiver, WaiverDecider } from "./waiver.ts";

/**
 * The port of the ledger: what an engine must be able to do. Each question is answered from one consistent view; each
 * change is one transaction that no other writer gets into, all or nothing, whose decider is synchronous and may be asked
 * once only. Engines throw the errors of `errors.ts` and no others, `ledger-closed` after `close`. What each question means is told at the function of its name
 * in `reads`; `test/storage-contract.ts` holds every engine to it.
 */
export interface Storage {
  /** (none) → running, with the snapshots. Returns the run id. */
  createRun(run: NewRun): Promise<RunId>;
  /**
   * The one way to change runs: loads the state of each, asks the decider, applies its change and throws its error, if it
   * has one: an error without a change undoes everything, with a change it is thrown after the commit. Returns the ids of
   * the gate reviews written. Throws RunNotFoundError for an unknown run. The states say who has some `keys` then.
   */
  changeRuns(
    ids: readonly RunId[],
    decide: (state: RunState) => Verdict,
    keys?: readonly string[],
  ): Promise<GateReviewId[]>;
  /**
   * Appends events that build on the standing ones of some pairs, with the snapshots, and the sample that all of them rest on, if
   * there is one. Returns their ids in the decider's order.
   */
  appendAcceptances(asked: AcceptancesToAppend, decide: AcceptanceDecider): Promise<AcceptanceEventId[]>;
  /** Appends decisions about the findings of some keys. Returns their ids in the decider's order. */
  recordWaivers(keys: readonly string[], decide: WaiverDecider): Promise<WaiverId[]>;
  /** Appends decisions about gates under partitions. Returns their ids in the decider's order. */
  recordQuarantines(decide: QuarantineDecider): Promise<QuarantineId[]>;
  /** Appends what second reviewers say of findings. Returns the ids in the order given. */
  recordOpinions(opinions: readonly NewOpinion[]): Promise<OpinionId[]>;
  /** Takes in runs of the runner `lock`, completed and accepted at once, then waivers. */
  attest(asked: AttestationsToTakeIn, decider: AttestationDecider): Promise<Attested>;
  importState(): Promise<ImportState>;
  /** Adds history that another program recorded, and remembers the keys of its rows. */
  importHistory(decide: (state: ImportState) => HistoryToImport): Promise<void>;

  getRun(id: RunId): Promise<RunDetails>;
  getRunOutput(id: RunId): Promise<RunOutput>;
  getGateReview(id: GateReviewId): Promise<GateReview | undefined>;
  listFindings(reviewIds: readonly GateReviewId[]): Promise<Map<GateReviewId, Finding[]>>;
  /** Of each finding the newest. */
  listOpinions(findingIds: readonly FindingId[]): Promise<Map<FindingId, Opinion>>;
  /** Oldest first; what came from the lock took nothing here. */
  listOpinionCalls(): Promise<OpinionCall[]>;
  listLastFindings(asked: LastFindingsQuestion): Promise<Map<string, Finding[]>>;
  listDecidedFindings(notes: readonly PairsOfNote[]): Promise<DecidedFinding[]>;
  listFindingKeys(prefix: string): Promise<string[]>;
  /** Each key with each pair once. */
  listPairsOfKeys(keys: readonly string[]): Promise<KeyOfPair[]>;
  listWaivers(keys: readonly string[]): Promise<NewestWaivers>;
  /** All of them, oldest first. */
  listWaiverHistory(keys: readonly string[]): Promise<Waiver[]>;
  listQuarantines(): Promise<Quarantine[]>;
  attestationState(asked: AttestationQuestion): Promise<AttestationState>;
  getSnapshot(sha: string): Promise<string | undefined>;
  listRuns(filter: RunFilter): Promise<Run[]>;
  countRuns(): Promise<number>;
  listRequestedGateIds(ids: readonly RunId[]): Promise<Map<RunId, string[]>>;
  listInvocations(filter: InvocationFilter): Promise<Telemetry[]>;
  listRecordedPartitions(requested: ModelId): Promise<ModelId[]>;
  /** In batches; each note's answer is of one moment. */
  acceptancesOf<Note extends NoteVersion>(
    modelId: ModelId,
    notes: Iterable<Note>,
  ): AsyncIterable<readonly NoteAcceptances<Note>[]>;
  listNewestVersions(modelId: ModelId, notes: readonly NoteVersion[]): Promise<NewestVersion[][]>;
  standingAcceptance(pair: PairVersion): Promise<Acceptance | undefined>;
  listAcceptanceEvents(filter: AcceptanceFilter): Promise<AcceptanceEvent[]>;
  listSamples(eventIds: readonly AcceptanceEventId[]): Promise<Map<AcceptanceEventId, Sample>>;
  listEvidence(reviewIds: readonly GateReviewId[]): Promise<Map<GateReviewId, Evidence>>;
  listJudgedByBoth(sides: { first: readonly ModelId[]; second: readonly ModelId[] }): Promise<JudgedByBoth>;
  listJudgedVersions(asked: { after?: JudgedPlace | undefined; limit: number }): Promise<JudgedVersion[]>;
  listVerdicts(filter: VerdictFilter): Promise<AcceptedVerdict[]>;
  listAccepted(notes: readonly NoteWithGates[], filter: AcceptedFilter): Promise<AcceptedVersion[]>;
  markLedger(): Promise<LedgerMark>;
  listNotesSince(mark: LedgerMark): Promise<string[]>;
  listAcceptedNames(): Promise<{ notePaths: string[]; gateIds: string[] }>;
  listAcceptedNotePaths(): Promise<string[]>;
  listAcceptedPartitions(): Promise<ModelId[]>;
  listRecordedNotePaths(): Promise<string[]>;
  listRecordedGateIds(): Promise<string[]>;

  /** What several machines may share; a file has none of it. */
  readonly shared?: SharedStorage;

  inspect(options: InspectionOptions): Promise<LedgerReport>;
  verify(): Promise<InvariantReport[]>;
  close(): Promise<void>;
}
