import { expectOurs, JUNK, junkCalls } from "@review/test-kit/junk.ts";
import { expect, it } from "vitest";
import type { Ledger } from "../src/ledger.ts";
import { openLedger } from "../src/open-ledger.ts";
import * as reads from "../src/reads.ts";
import { insertRun } from "../src/transitions.ts";
import { newRun } from "./new-run.ts";

const run = newRun();
const { notePath, modelId } = run;
const note = { notePath, noteSha: run.note.sha };

/** Every question with what it may be given beside the ledger. */
const QUESTIONS: { [Name in keyof typeof reads]: unknown[] } = {
  acceptancesOf: [modelId, [note]],
  attestationState: [
    { pairs: [{ ...note, gateId: "a", gateSha: run.note.sha, modelId }], keys: ["a".repeat(16)] },
  ],
  getGateReview: [1],
  getRun: [1],
  getRunOutput: [1],
  getSnapshot: [run.note.sha],
  inspectLedger: [{ thorough: true, quicklyFrom: 1 }],
  listAccepted: [[note]],
  listAcceptanceEvents: [{ notePath, gateId: "a", modelId }],
  listAcceptedNames: [],
  listDecidedFindings: [[{ notePath, gateIds: ["a"] }]],
  listEvidence: [[1]],
  listFindingKeys: ["abcdef"],
  listFindings: [[1]],
  listInvocations: [{ modelIds: [modelId], gateIds: ["a"], limit: 1 }],
  listJudgedByBoth: [{ first: [modelId], second: [modelId] }],
  listLastFindings: [{ modelId, notePath, gateIds: ["a"] }],
  listNewestVersions: [modelId, [note]],
  listNotesSince: [{ acceptanceId: 0, waiverId: 0 }],
  listRecordedGateIds: [],
  listRecordedNotePaths: [],
  listRecordedPartitions: [modelId],
  listRequestedGateIds: [[1]],
  listRuns: [
    {
      ...{ status: "running", notePath, runner: "r", gateId: "a" },
      ...{ startedBefore: "2026-03-01T12:00:00.000Z", startedSince: "2026-03-01T12:00:00.000Z" },
      ...{ modelIds: [modelId], before: 2, limit: 1 },
    },
  ],
  listVerdicts: [{ notePaths: [notePath], modelIds: [modelId] }],
  listWaivers: [["a".repeat(16)]],
  markLedger: [],
  standingAcceptance: [{ ...note, gateId: "a", gateSha: run.note.sha, modelId }],
  verifyLedger: [],
};

async function ask(name: string, args: readonly unknown[]): Promise<void> {
  const question = Object.entries(reads).find(([known]) => known === name)?.[1];
  const answer: unknown = await (question as unknown as (...args: unknown[]) => unknown)(...args);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) return;
  for await (const _ of answer as AsyncIterable<unknown>);
}

async function withRun(): Promise<Ledger> {
  const ledger = await openLedger(":memory:");
  await insertRun(ledger, run);
  return ledger;
}

it.each(Object.entries(QUESTIONS))("%s gives junk an answer or an error of ours", async (name, args) => {
  await using ledger = await withRun();
  for (const junk of JUNK) {
    const error = await ask(name, [junk, ...args]).catch((error) => error);
    expectOurs(error, [junk]);
  }
  for (const given of junkCalls(args)) {
    await ask(name, [ledger, ...given]).catch((error) => expectOurs(error, given));
  }
  await expect(ask(name, [ledger, ...args])).resolves.toBeUndefined();
});
