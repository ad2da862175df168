import type { InvocationFilter, RunDetails, RunFilter, RunOutput } from "../answers.ts";
import { checkFields } from "../check-fields.ts";
import type { Telemetry } from "../execution-data.ts";
import { type Ledger, storageOf } from "../ledger.ts";
import type { GateReview, Run } from "../rows.ts";
import type { GateReviewId, RunId } from "../vocabulary.ts";

const RUN_FILTER = {
  status: "text?",
  notePath: "text?",
  notePaths: "texts?",
  runner: "text?",
  gateId: "text?",
  startedBefore: "text?",
  startedSince: "text?",
  modelIds: "texts?",
  before: "number?",
  limit: "amount?",
} as const;

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export async function getRun(ledger: Ledger, runId: RunId): Promise<RunDetails> {
  checkFields({ runId }, "getRun", { runId: "number" });
  return storageOf(ledger).getRun(runId);
}

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export async function getRunOutput(ledger: Ledger, runId: RunId): Promise<RunOutput> {
  checkFields({ runId }, "getRunOutput", { runId: "number" });
  return storageOf(ledger).getRunOutput(runId);
}

/** One gate review by its id; undefined if there is none. */
export async function getGateReview(ledger: Ledger, id: GateReviewId): Promise<GateReview | undefined> {
  checkFields({ id }, "getGateReview", { id: "number" });
  return storageOf(ledger).getGateReview(id);
}

/** The exact text behind a content sha, if the ledger has it. */
export async function getSnapshot(ledger: Ledger, sha: string): Promise<string | undefined> {
  checkFields({ sha }, "getSnapshot", { sha: "text" });
  return storageOf(ledger).getSnapshot(sha);
}

/** Runs that fit every given part of the filter, newest first. */
export async function listRuns(ledger: Ledger, filter: RunFilter = {}): Promise<Run[]> {
  checkFields(filter, "listRuns", RUN_FILTER);
  return storageOf(ledger).listRuns(filter);
}

/** How many runs there are, of notes and of fixtures. */
export async function countRuns(ledger: Ledger): Promise<number> {
  return storageOf(ledger).countRuns();
}

/** The gates that each of some runs was asked for, in their order, by run id. */
export async function listRequestedGateIds(
  ledger: Ledger,
  runIds: readonly RunId[],
): Promise<Map<RunId, string[]>> {
  checkFields({ runIds }, "listRequestedGateIds", { runIds: "numbers" });
  return storageOf(ledger).listRequestedGateIds(runIds);
}

/**
 * The telemetry of the newest invocations under some partitions that served one of the gates, newest first, each
 * once however many runs it served; those of notes, or of fixtures. Invocations without an id or a batch size are left out.
 */
export async function listInvocations(ledger: Ledger, filter: InvocationFilter): Promise<Telemetry[]> {
  checkFields(filter, "listInvocations", {
    ...{ modelIds: "texts", gateIds: "texts", ofFixtures: "boolean?", limit: "amount?" },
  });
  return storageOf(ledger).listInvocations(filter);
}
