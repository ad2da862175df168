// Every transition of the ledger, once: what stands before it, and the step itself. The program `transition.mjs`
// makes the step in a process that can be killed.
import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { migrate } from "../../packages/db/dist/sqlite/schema/migrate.js";
import { migrations } from "../../packages/db/dist/sqlite/schema/migrations/index.js";
import { findingsFor } from "./findings.mjs";
import { lifecycle, listFindings, withLedger } from "./review.mjs";

/** @typedef {import("./review.mjs").Ledger} Ledger */

/**
 * @typedef {object} Transition
 * @property {(path: string) => Promise<unknown>} prepare brings a ledger that is not there yet to where it begins
 * @property {(path: string) => Promise<unknown>} step
 * @property {string} [outcome] the code of the error that the step ends with; default: it ends well
 * @property {string} [again] the same for the step made a second time
 * @property {boolean} [isInShort] it stands for the others in the short version
 * @property {boolean} [isOfFiles] it is something that only a ledger in a file knows
 * @property {boolean} [isLater] the step gives a ledger of a version that this program does not know
 */

const NOW = "2026-03-01T12:00:00.000Z";
const { createRun, modelPartition, recordAndFinalizeRun, writeGateReviews } = lifecycle;

/** @param {string} text */
const snapshot = (text) => ({ sha: createHash("sha256").update(text).digest("hex"), text });
const opus = modelPartition("opus");
const note = snapshot("# A note\n");
const gates = ["prose/clarity", "claims/title"].map((gateId) => ({ gateId, ...snapshot(`# ${gateId}\n`) }));
const run = { notePath: "notes/a.md", modelId: opus, runner: "agent", note, gates };

/** @param {string} gateId @param {"pass" | "warn" | "fail" | "error"} [decision] */
const review = (gateId, decision = "warn") => ({
  gateId,
  decision,
  rationaleMarkdown: `${gateId}: ${decision}`,
  ...findingsFor(decision),
});
const reviews = [review("prose/clarity"), review("claims/title", "pass")];
const executionData = {
  telemetry: { invocationId: "one", requestedModelId: "opus" },
  rawBundleMarkdown: "the bundle",
  debugLog: "the log",
};

/** @param {(ledger: Ledger) => Promise<unknown>} work */
const onLedger = (work) => (/** @type {string} */ path) =>
  withLedger(path, work, { clock: () => new Date(NOW) });

const running = (/** @type {Ledger} */ ledger) => createRun(ledger, run);
const written = async (/** @type {Ledger} */ ledger) => {
  const runId = await createRun(ledger, run);
  await writeGateReviews(ledger, { runId, gateReviews: reviews });
};
const completed = async (/** @type {Ledger} */ ledger) => {
  const runId = await createRun(ledger, run);
  await recordAndFinalizeRun(ledger, { runId, gateReviews: reviews });
};

const rekey = {
  actualModelId: modelPartition("claude-opus-4-8"),
  modelEvidence: /** @type {const} */ ("observed"),
};
const changedNote = snapshot("# A note, changed\n");

const attestedFinding = {
  ...{ key: "0123456789abcdef", message: "which?", quotes: ["A note"], waived: { reason: "so" } },
  severity: /** @type {const} */ ("warn"),
};

const accepted = gates.map(({ gateId, sha }) => ({
  notePath: run.notePath,
  gateId,
  noteSha: note.sha,
  gateSha: sha,
}));

/** What the lock says of both gates under another partition, with a finding that is waived there, and of another note. */
const attested = gates.map((gate, index) => ({
  ...{
    notePath: run.notePath,
    note,
    gate,
    modelId: "gpt",
    evidence: "observed",
    kind: "full-review",
    at: NOW,
  },
  decision: /** @type {"warn" | "pass"} */ (index === 0 ? "warn" : "pass"),
  findings: index === 0 ? [attestedFinding] : [],
}));
const attestedElsewhere = attested.map((entry) => ({ ...entry, notePath: "notes/b.md" }));

/** A migration as a later version may bring it: it changes the schema and rows. */
const nextMigration = {
  version: migrations.length + 1,
  name: "next",
  sha: "0".repeat(64),
  sql: `CREATE TABLE next (id INTEGER) STRICT;
    INSERT INTO snapshots VALUES ('${snapshot("migrated").sha}', 'migrated');`,
};

/** The version that this program makes, and that the later one backs up. */
export const CURRENT_VERSION = migrations.length;

/** @type {Record<string, Transition>} */
export const TRANSITIONS = {
  "create, the ledger's first": { isInShort: true, prepare: async () => undefined, step: onLedger(running) },
  create: { prepare: onLedger(completed), step: onLedger(running) },
  write: {
    prepare: onLedger(running),
    step: onLedger((ledger) => writeGateReviews(ledger, { runId: 1, gateReviews: reviews })),
    again: "gate-already-reviewed",
  },
  "write, replacing": {
    prepare: onLedger(written),
    step: onLedger((ledger) =>
      writeGateReviews(ledger, {
        runId: 1,
        gateReviews: [{ ...review("claims/title", "fail"), replace: true }],
      }),
    ),
  },
  "finalize what was written": {
    prepare: onLedger(written),
    step: onLedger((ledger) => recordAndFinalizeRun(ledger, { runId: 1 })),
    again: "run-not-running",
  },
  "finalize, written by another model": {
    prepare: onLedger(written),
    step: onLedger((ledger) => recordAndFinalizeRun(ledger, { runId: 1, ...rekey })),
    again: "run-not-running",
  },
  "record and finalize, by another model": {
    isInShort: true,
    prepare: onLedger(running),
    step: onLedger((ledger) =>
      recordAndFinalizeRun(ledger, { runId: 1, gateReviews: reviews, ...rekey, executionData }),
    ),
    again: "run-not-running",
  },
  "finalize without coverage": {
    isInShort: true,
    prepare: onLedger(running),
    step: onLedger((ledger) =>
      recordAndFinalizeRun(ledger, {
        runId: 1,
        gateReviews: [review("claims/title", "error")],
        ...rekey,
        executionData,
      }),
    ),
    outcome: "run-failed",
    again: "run-not-running",
  },
  "finalize, recording fails": {
    isOfFiles: true,
    prepare: async (path) => {
      await onLedger(running)(path);
      const database = new Database(path);
      // No id is left for an acceptance.
      database.exec("UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'acceptance_events'");
      database.close();
    },
    step: onLedger((ledger) =>
      recordAndFinalizeRun(ledger, { runId: 1, gateReviews: reviews, executionData }),
    ),
    outcome: "run-failed",
    again: "run-not-running",
  },
  "attach execution data": {
    prepare: onLedger(completed),
    step: onLedger((ledger) => lifecycle.attachExecutionData(ledger, { runId: 1, ...executionData })),
  },
  fail: {
    prepare: onLedger(written),
    step: onLedger((ledger) => lifecycle.failRun(ledger, { runId: 1, reason: "given up", executionData })),
    again: "run-not-running",
  },
  acknowledge: {
    prepare: onLedger(completed),
    step: onLedger((ledger) =>
      lifecycle.acknowledge(ledger, {
        pairs: gates.map(({ gateId, sha }) => ({
          notePath: run.notePath,
          gateId,
          noteSha: changedNote.sha,
          gateSha: sha,
        })),
        modelId: opus,
        kind: "trivial-change-ack",
        snapshots: [changedNote],
      }),
    ),
  },
  reopen: {
    prepare: onLedger(completed),
    step: onLedger((ledger) =>
      lifecycle.reopen(ledger, [{ pairs: accepted, modelId: opus, remark: "not so" }]),
    ),
    again: "not-accepted",
  },
  waive: {
    prepare: onLedger(completed),
    step: onLedger(async (ledger) => {
      const found = [...(await listFindings(ledger, [1])).values()].flat();
      await lifecycle.waive(ledger, { keys: found.map(({ key }) => key), reason: "so" });
    }),
    again: "already-waived",
  },
  "take in from the lock": {
    isInShort: true,
    prepare: onLedger(completed),
    step: onLedger((ledger) => lifecycle.attest(ledger, [...attested, ...attestedElsewhere])),
  },
  "migrate to a later version": {
    isInShort: true,
    isLater: true,
    isOfFiles: true,
    prepare: onLedger(completed),
    step: async (path) => {
      const database = new Database(path);
      try {
        migrate(database, path, () => NOW, [...migrations, nextMigration]);
      } finally {
        database.close();
      }
    },
  },
};

/** Makes the step of a transition; `done`, or the code of the error it ended with. @param {string} name @param {string} path */
export async function makeStep(name, path) {
  try {
    await TRANSITIONS[name]?.step(path);
    return "done";
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}
