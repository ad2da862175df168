import { expectOurs, JUNK, junkCalls } from "@review/test-kit/junk.ts";
import { expect, it } from "vitest";
import * as db from "../src/index.ts";
import { openLedger } from "../src/index.ts";
import type { Ledger } from "../src/ledger.ts";
import type * as reads from "../src/reads.ts";
import { insertRun } from "../src/transitions.ts";
import { newRun } from "./new-run.ts";

const run = newRun();
const { notePath, modelId } = run;
const note = { notePath, noteSha: run.note.sha };

const pair = { notePath, gateId: "a" };

/** Every function that takes a ledger, with what it may be given beside that. */
const OF_LEDGER: {
  [Name in keyof typeof reads | "beforeClosing" | "openToWrite" | "takingTurns"]: unknown[];
} = {
  acceptancesOf: [modelId, [note]],
  attestationState: [
    { pairs: [{ ...note, gateId: "a", gateSha: run.note.sha, modelId }], keys: ["a".repeat(16)] },
  ],
  beforeClosing: [async () => {}],
  countRuns: [],
  getGateReview: [1],
  getRun: [1],
  getRunOutput: [1],
  getSnapshot: [run.note.sha],
  inspectLedger: [{ thorough: true, quicklyFrom: 1 }],
  judgedFixtures: [],
  judgedVersions: [],
  listAccepted: [
    [{ ...note, gates: [{ gateId: "a", gateSha: run.note.sha }] }],
    { modelIds: [modelId], inFull: [modelId] },
  ],
  listAcceptanceEvents: [{ notePath, gateId: "a", modelId }],
  listAcceptedNames: [],
  listAcceptedNotePaths: [],
  listAcceptedPartitions: [],
  listDecidedFindings: [[{ notePath, gateIds: ["a"] }]],
  listEvidence: [[1]],
  listFindingKeys: ["abcdef"],
  listFindings: [[1]],
  listInvocations: [{ modelIds: [modelId], gateIds: ["a"], ofFixtures: true, limit: 1 }],
  listJudgedByBoth: [{ first: [modelId], second: [modelId] }],
  listLastFindings: [{ modelId, notePath, gateIds: ["a"] }],
  listNewestVersions: [modelId, [note]],
  listQuarantines: [],
  listNotesSince: [{ acceptanceId: 0, waiverId: 0, opinionId: 0, quarantineId: 0 }],
  listOpinionCalls: [],
  listOpinions: [[1]],
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
  listSamples: [[1]],
  listSharedSweeps: [{ ids: [1], limit: 1 }],
  listVerdicts: [{ notePaths: [notePath], modelIds: [modelId] }],
  listPairsOfKeys: [["a".repeat(16)]],
  listWaiverHistory: [["a".repeat(16)]],
  listWaivers: [["a".repeat(16)]],
  markLedger: [],
  openToWrite: [],
  standingAcceptance: [{ ...note, gateId: "a", gateSha: run.note.sha, modelId }],
  takingTurns: [{ turnMs: 1 }],
  verifyLedger: [],
};

/** Every other function but `openLedger` and `isSchemaEndless`, to which any text is a path, `initLedger`, which needs a server, and `copyLedger`. */
const PLAIN: Record<string, unknown[]> = {
  initScript: [{ grantTo: ["somebody"] }],
  isBroughtByGit: ["is-not-there"],
  isIgnored: ["is-not-there"],
  isWrittenByGit: ["is-not-there"],
  ledgerExists: ["is-not-there"],
  namesSuperJournal: ["is-not-there"],
  secondName: ["is-not-there"],
  shownLedger: ["is-not-there"],
  whyNotCreated: ["is-not-there"],
  standingOverride: [[{ ...pair, overrideDecision: "pass" }], pair, pair],
};

const functions = db as unknown as Record<string, (...args: unknown[]) => unknown>;

async function ask(name: string, args: readonly unknown[]): Promise<void> {
  const answer = await functions[name]?.(...args);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) return;
  for await (const _ of answer as AsyncIterable<unknown>);
}

async function withRun(): Promise<Ledger> {
  const ledger = await openLedger(":memory:");
  await insertRun(ledger, run);
  return ledger;
}

it("knows every function that there is", () => {
  const names = Object.entries(db).filter(
    ([name, each]) => typeof each === "function" && !name.endsWith("Error"),
  );
  const known = [
    ...Object.keys(OF_LEDGER),
    ...Object.keys(PLAIN),
    "isSchemaEndless",
    "openLedger",
    "initLedger",
    "copyLedger",
  ];
  expect(names.map(([name]) => name).toSorted()).toEqual(known.toSorted());
});

it.each(Object.entries(OF_LEDGER))("%s gives junk an answer or an error of ours", async (name, args) => {
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

it.each(Object.entries(PLAIN))("%s gives junk an answer or an error of ours", async (name, args) => {
  for (const given of junkCalls(args)) await ask(name, given).catch((error) => expectOurs(error, given));
  await expect(ask(name, args)).resolves.toBeUndefined();
});

it("initLedger refuses junk with an error of ours", async () => {
  const noOptions = [null, 5, "x", { grantTo: 5 }, { grantTo: [5] }, { clock: 5 }];
  const given = [
    ...JUNK.map((junk) => [junk]),
    ...noOptions.map((options) => ["postgres://host/db", options]),
  ];
  for (const each of given) {
    await ask("initLedger", each).then(
      () => expect.unreachable(JSON.stringify(each)),
      (error) => expectOurs(error, each),
    );
  }
});

it("copyLedger refuses junk with an error of ours", async () => {
  const noOptions = [null, 5, "x", { onProgress: 5 }, { clock: 5 }];
  const given = [
    ...JUNK.flatMap((junk) => [[junk], ["is-not-there", junk], [junk, "is-not-there"]]),
    ...noOptions.map((options) => ["is-not-there", "is-not-there", options]),
  ];
  for (const each of given) {
    await ask("copyLedger", each).then(
      () => expect.unreachable(JSON.stringify(each)),
      (error) => expectOurs(error, each),
    );
  }
});

it("openLedger refuses junk with an error of ours", async () => {
  const noPaths = JUNK.filter((junk) => typeof junk !== "string").map((junk) => [junk]);
  const noOptions = [null, 5, "x", { readOnly: 5 }, { readOnly: null }, { clock: 5 }, { clock: null }];
  for (const given of [...noPaths, ["I \ud83d"], ...noOptions.map((options) => [":memory:", options])]) {
    await ask("openLedger", given).then(
      () => expect.unreachable(JSON.stringify(given)),
      (error) => expectOurs(error, given),
    );
  }
});
