import type { Storage } from "../storage.ts";
import { closeSession, type Session } from "./driver/session.ts";
import { listAcceptanceEvents, listEvidence, standingAcceptance } from "./reads/acceptance-events.ts";
import { listAccepted } from "./reads/accepted.ts";
import { attestationState } from "./reads/attestation-state.ts";
import {
  listDecidedFindings,
  listFindingKeys,
  listFindings,
  listLastFindings,
  listPairsOfKeys,
} from "./reads/findings.ts";
import { acceptancesOf, listNewestVersions } from "./reads/freshness.ts";
import { listJudgedByBoth, listJudgedVersions } from "./reads/judged.ts";
import {
  listAcceptedNames,
  listAcceptedNotePaths,
  listAcceptedPartitions,
  listNotesSince,
  listRecordedGateIds,
  listRecordedNotePaths,
  markLedger,
} from "./reads/names.ts";
import { listOpinionCalls, listOpinions } from "./reads/opinions.ts";
import { listQuarantines } from "./reads/quarantines.ts";
import {
  countRuns,
  getGateReview,
  getRun,
  getRunOutput,
  getSnapshot,
  listInvocations,
  listRecordedPartitions,
  listRequestedGateIds,
  listRuns,
} from "./reads/runs.ts";
import { listSamples } from "./reads/samples.ts";
import { listVerdicts } from "./reads/verdicts.ts";
import { listWaiverHistory, listWaivers } from "./reads/waivers.ts";
import { sharedStorage } from "./shared-storage.ts";
import {
  appendAcceptances,
  attest,
  createRun,
  recordOpinions,
  recordQuarantines,
  recordWaivers,
} from "./writes/append.ts";
import { changeRuns } from "./writes/change-runs.ts";

/** The port over PostgreSQL. */
export function postgresStorage(session: Session): Storage {
  const of =
    <Asked extends unknown[], Answer>(does: (session: Session, ...asked: Asked) => Promise<Answer>) =>
    (...asked: Asked) =>
      does(session, ...asked);
  return {
    createRun: of(createRun),
    changeRuns: of(changeRuns),
    appendAcceptances: of(appendAcceptances),
    recordWaivers: of(recordWaivers),
    recordQuarantines: of(recordQuarantines),
    recordOpinions: of(recordOpinions),
    attest: of(attest),
    async importState() {
      const { importState } = await import("./import/import-history.ts");
      return importState(session);
    },
    async importHistory(decide) {
      const { importHistory } = await import("./import/import-history.ts");
      await importHistory(session, decide);
    },
    getRun: of(getRun),
    getRunOutput: of(getRunOutput),
    getGateReview: of(getGateReview),
    getSnapshot: of(getSnapshot),
    listFindings: of(listFindings),
    listLastFindings: of(listLastFindings),
    listDecidedFindings: of(listDecidedFindings),
    listOpinions: of(listOpinions),
    listOpinionCalls: of(listOpinionCalls),
    listFindingKeys: of(listFindingKeys),
    listPairsOfKeys: of(listPairsOfKeys),
    listWaivers: of(listWaivers),
    listWaiverHistory: of(listWaiverHistory),
    listQuarantines: of(listQuarantines),
    attestationState: of(attestationState),
    listRuns: of(listRuns),
    countRuns: of(countRuns),
    listRequestedGateIds: of(listRequestedGateIds),
    listInvocations: of(listInvocations),
    listRecordedPartitions: of(listRecordedPartitions),
    acceptancesOf: (modelId, notes) => acceptancesOf(session, modelId, notes),
    listNewestVersions: of(listNewestVersions),
    standingAcceptance: of(standingAcceptance),
    listAcceptanceEvents: of(listAcceptanceEvents),
    listSamples: of(listSamples),
    listEvidence: of(listEvidence),
    listJudgedByBoth: of(listJudgedByBoth),
    listJudgedVersions: of(listJudgedVersions),
    listVerdicts: of(listVerdicts),
    listAccepted: of(listAccepted),
    markLedger: of(markLedger),
    listNotesSince: of(listNotesSince),
    listAcceptedNames: of(listAcceptedNames),
    listAcceptedNotePaths: of(listAcceptedNotePaths),
    listAcceptedPartitions: of(listAcceptedPartitions),
    listRecordedNotePaths: of(listRecordedNotePaths),
    listRecordedGateIds: of(listRecordedGateIds),
    shared: sharedStorage(session),
    async inspect() {
      const { inspectLedger } = await import("./integrity/inspect-ledger.ts");
      return inspectLedger(session);
    },
    async verify() {
      const { checkInvariants } = await import("./integrity/check-invariants.ts");
      return checkInvariants(session);
    },
    close: () => closeSession(session),
  };
}
