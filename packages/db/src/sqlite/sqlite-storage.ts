import type { Database } from "better-sqlite3";
import type { NoteVersion } from "../answers.ts";
import type { Storage } from "../storage.ts";
import type { ModelId } from "../vocabulary.ts";
import { type Connection, type NotPromise, readTransaction, writeTransaction } from "./connection.ts";
import { closeInPlace } from "./files/in-place.ts";
import { acceptanceReader } from "./reads/acceptances-of.ts";
import { attestationState } from "./reads/attestation-state.ts";
import { getRun, getRunOutput } from "./reads/get-run.ts";
import { getSnapshot } from "./reads/get-snapshot.ts";
import { listNotesSince, markLedger } from "./reads/ledger-mark.ts";
import { listDecidedFindings } from "./reads/list-decided-findings.ts";
import { listFindingKeys, listFindings, listLastFindings, listPairsOfKeys } from "./reads/list-findings.ts";
import { listInvocations } from "./reads/list-invocations.ts";
import { listOpinions } from "./reads/list-opinions.ts";
import { listRecordedPartitions } from "./reads/list-recorded-partitions.ts";
import { listRequestedGateIds } from "./reads/list-requested-gate-ids.ts";
import { listRuns } from "./reads/list-runs.ts";
import { listVerdicts } from "./reads/list-verdicts.ts";
import { listWaiverHistory, newestWaivers } from "./reads/list-waivers.ts";
import { listNewestVersions } from "./reads/newest-versions.ts";
import { changeRun } from "./writes/change-run.ts";
import { insertRun } from "./writes/insert-run.ts";

/**
 * The port over SQLite. What needs Drizzle, and what is hardly ever asked for, is loaded when it is: an agent's commands
 * start anew for every gate.
 */
export function sqliteStorage(connection: Connection): Storage {
  const { sqlite, url, now } = connection;
  /** A question in a read transaction of its own. */
  const ask =
    <Asked extends unknown[], Answer>(question: (sqlite: Database, ...asked: Asked) => NotPromise<Answer>) =>
    async (...asked: Asked): Promise<Answer> =>
      readTransaction(connection, () => question(sqlite, ...asked));
  /** The same for a question whose module is loaded first. */
  const askLoaded =
    <Asked extends unknown[], Answer>(
      load: () => Promise<(sqlite: Database, ...asked: Asked) => NotPromise<Answer>>,
    ) =>
    async (...asked: Asked): Promise<Answer> =>
      ask(await load())(...asked);

  return {
    createRun: (run) => writeTransaction(connection, () => insertRun(sqlite, run, now())),
    async changeRuns(ids, decide, keys) {
      const changed = await writeTransaction(connection, () =>
        ids.map((id) => changeRun(sqlite, id, decide, { now: now(), url, keys })),
      );
      for (const { error } of changed) if (error) throw error;
      return changed.flatMap((each) => each.ids);
    },
    async appendAcceptances(asked, decide) {
      const { appendAcceptances } = await import("./writes/append-acceptances.ts");
      return writeTransaction(connection, () => appendAcceptances(sqlite, asked, decide, now()));
    },
    async recordWaivers(keys, decide) {
      const { recordWaivers } = await import("./writes/record-waivers.ts");
      return writeTransaction(connection, () => recordWaivers(sqlite, keys, decide, now()));
    },
    async recordQuarantines(decide) {
      const { recordQuarantines } = await import("./writes/record-quarantines.ts");
      return writeTransaction(connection, () => recordQuarantines(sqlite, decide, now()));
    },
    async recordOpinions(opinions) {
      const { recordOpinions } = await import("./writes/record-opinions.ts");
      return writeTransaction(connection, () => recordOpinions(sqlite, opinions, now()));
    },
    async attest(asked, decider) {
      const { attest } = await import("./writes/attest.ts");
      return writeTransaction(connection, () => attest(sqlite, asked, decider, { now: now(), url }));
    },
    importState: askLoaded(async () => (await import("./import/load-import-state.ts")).loadImportState),
    async importHistory(decide) {
      const { importHistory } = await import("./import/import-history.ts");
      await writeTransaction(connection, () => importHistory(sqlite, decide, url));
    },
    getRun: ask(getRun),
    getRunOutput: ask(getRunOutput),
    getGateReview: askLoaded(async () => (await import("./reads/get-gate-review.ts")).getGateReview),
    getSnapshot: ask(getSnapshot),
    listFindings: ask(listFindings),
    listLastFindings: ask(listLastFindings),
    listDecidedFindings: ask(listDecidedFindings),
    listOpinions: ask(listOpinions),
    listOpinionCalls: askLoaded(async () => (await import("./reads/list-opinion-calls.ts")).listOpinionCalls),
    listFindingKeys: ask(listFindingKeys),
    listPairsOfKeys: ask(listPairsOfKeys),
    listWaivers: ask((sqlite, keys) => ({ askedAt: now(), newest: newestWaivers(sqlite, keys) })),
    listWaiverHistory: ask(listWaiverHistory),
    listQuarantines: askLoaded(async () => (await import("./reads/list-quarantines.ts")).listQuarantines),
    attestationState: ask((sqlite, asked) => ({ ...attestationState(sqlite, asked), askedAt: now() })),
    listRuns: ask(listRuns),
    countRuns: askLoaded(async () => (await import("./reads/count-runs.ts")).countRuns),
    listRequestedGateIds: ask(listRequestedGateIds),
    listInvocations: ask(listInvocations),
    listRecordedPartitions: ask(listRecordedPartitions),
    acceptancesOf: (modelId, notes) => readAcceptances(connection, modelId, notes),
    listNewestVersions: ask(listNewestVersions),
    standingAcceptance: askLoaded(
      async () => (await import("./reads/standing-acceptance.ts")).standingAcceptance,
    ),
    listAcceptanceEvents: askLoaded(
      async () => (await import("./reads/list-acceptance-events.ts")).listAcceptanceEvents,
    ),
    listSamples: askLoaded(async () => (await import("./reads/list-samples.ts")).listSamples),
    listEvidence: askLoaded(async () => (await import("./reads/list-evidence.ts")).listEvidence),
    listVerdicts: ask(listVerdicts),
    listJudgedByBoth: askLoaded(
      async () => (await import("./reads/list-judged-by-both.ts")).listJudgedByBoth,
    ),
    listJudgedVersions: askLoaded(
      async () => (await import("./reads/list-judged-versions.ts")).listJudgedVersions,
    ),
    listAccepted: askLoaded(async () => (await import("./reads/list-accepted.ts")).listAccepted),
    markLedger: ask(markLedger),
    listNotesSince: ask(listNotesSince),
    listAcceptedNames: askLoaded(async () => (await import("./reads/names.ts")).listAcceptedNames),
    listAcceptedNotePaths: askLoaded(async () => (await import("./reads/names.ts")).listAcceptedNotePaths),
    listAcceptedPartitions: askLoaded(
      async () => (await import("./reads/partitions.ts")).listAcceptedPartitions,
    ),
    listRecordedNotePaths: askLoaded(async () => (await import("./reads/names.ts")).listRecordedNotePaths),
    listRecordedGateIds: askLoaded(async () => (await import("./reads/names.ts")).listRecordedGateIds),
    inspect: askLoaded(async () => (await import("./integrity/inspect-ledger.ts")).inspectLedger),
    async verify() {
      const { checkInvariants } = await import("./integrity/check-invariants.ts");
      return readTransaction(connection, () => checkInvariants(sqlite, now));
    },
    close: () => closeInPlace(connection),
  };
}

/**
 * Notes answered in one read transaction. No transaction is kept open between two batches: another change would otherwise be
 * made within it.
 */
const NOTES_AT_A_TIME = 500;

async function* readAcceptances<Note extends NoteVersion>(
  connection: Connection,
  modelId: ModelId,
  notes: Iterable<Note>,
) {
  const reader = readTransaction(connection, (sqlite) => acceptanceReader(sqlite, modelId));
  let waiting: Note[] = [];
  const answer = () => readTransaction(connection, () => waiting.map(reader));
  for (const note of notes) {
    waiting.push(note);
    if (waiting.length < NOTES_AT_A_TIME) continue;
    yield answer();
    waiting = [];
  }
  if (waiting.length > 0) yield answer();
}
