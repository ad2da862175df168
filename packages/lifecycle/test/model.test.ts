import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger, verifyLedger } from "@review/db";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { selectStalePairs, staleReason } from "../src/index.ts";
import { type Answer, createModel } from "./model-ledger.ts";
import { moves, type PlannedMove } from "./random-moves.ts";
import { actual, opus, snapshotOf } from "./runs.ts";
import { type Dump, dump, type Row } from "./scratch-ledger.ts";

/** `scripts/prove/model.mjs` runs this test longer, and from a seed it prints. */
const { PROVE_RUNS = "200", PROVE_SEED } = process.env;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "review-model-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Rows in an order and a form that do not depend on how they came about. */
function comparable(rows: Dump) {
  const inOrder = Object.entries(rows).map(([table, list]: [string, Row[]]) => [
    table,
    list
      .map(({ telemetry_json, failure_reason, ...row }) => ({
        ...row,
        // The model does not word reasons.
        ...(failure_reason !== undefined && { failed: failure_reason !== null }),
        ...(telemetry_json !== undefined && { telemetry: JSON.parse(String(telemetry_json)) }),
      }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  ]);
  return Object.fromEntries(inOrder);
}

const answerOf = (promise: Promise<unknown>): Promise<Answer> =>
  promise.then(
    (result) => ({ result }),
    (error) => ({ code: error.code ?? String(error) }),
  );

/** How often each kind of move had each kind of answer, over all sequences. */
const seen = new Map<string, number>();

async function playOut(planned: readonly PlannedMove[], path: string) {
  const timeOf = (index: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, index)).toISOString();
  let now = timeOf(0);
  await using ledger = await openLedger(path, { clock: () => new Date(now) });
  const raw = new Database(path, { readonly: true });
  const model = createModel();
  for (const [index, plan] of planned.entries()) {
    now = timeOf(index);
    const next = plan.whenAt(model);
    const expected = next.onModel(model, now);
    expect(await answerOf(next.onReal(ledger)), next.name).toEqual(expected);
    expect(comparable(dump(raw)), next.name).toEqual(comparable(model.rows));
    const kind = `${next.name}: ${"code" in expected ? expected.code : "done"}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  raw.close();
  expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);

  const gates = ["a", "b", "c", "d"].map((gateId) => ({
    gateId,
    gateSha: snapshotOf(`second gate ${gateId}`).sha,
  }));
  const notes = ["n.md", "o.md"].map((notePath) => ({
    notePath,
    noteSha: snapshotOf(`second ${notePath}`).sha,
    gates,
  }));
  for (const modelId of [opus, actual]) {
    const expected = notes.flatMap(({ notePath, noteSha }) =>
      gates.flatMap(({ gateId, gateSha }) => {
        const newest = model.rows.acceptance_events.findLast(
          (row) => row.note_path === notePath && row.gate_id === gateId && row.model_id === modelId,
        );
        const accepted = newest && {
          acceptedNoteSha: String(newest.accepted_note_sha),
          acceptedGateSha: String(newest.accepted_gate_sha),
        };
        const reason = staleReason({ noteSha, gateSha }, accepted);
        return reason ? [{ notePath, gateId, noteSha, gateSha, reason, ...accepted }] : [];
      }),
    );
    expect(await selectStalePairs(ledger, { modelId, notes })).toEqual(expected);
  }
}

it("any sequence of moves has the results and rows of the model", async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(moves, async (planned) => {
      count += 1;
      await playOut(planned, join(folder, `${count}.sqlite`));
    }),
    { numRuns: Number(PROVE_RUNS), ...(PROVE_SEED && { seed: Number(PROVE_SEED) }) },
  );
  // The sequences are worth little if they do not get anywhere.
  expect([...seen.keys()].toSorted()).toEqual([
    "acknowledge: done",
    "acknowledge: invalid-input",
    "acknowledge: never-reviewed",
    "attachExecutionData: done",
    "attachExecutionData: run-not-found",
    "createRun: done",
    "createRun: invalid-input",
    "failRun: done",
    "failRun: invalid-input",
    "failRun: run-not-found",
    "failRun: run-not-running",
    "recordAndFinalizeRun: done",
    "recordAndFinalizeRun: invalid-input",
    "recordAndFinalizeRun: run-failed",
    "recordAndFinalizeRun: run-not-found",
    "recordAndFinalizeRun: run-not-running",
    "writeGateReviews: done",
    "writeGateReviews: gate-already-reviewed",
    "writeGateReviews: gate-changed",
    "writeGateReviews: gate-not-requested",
    "writeGateReviews: invalid-input",
    "writeGateReviews: run-not-found",
    "writeGateReviews: run-not-running",
  ]);
});
