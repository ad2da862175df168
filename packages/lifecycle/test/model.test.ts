import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ledger, openLedger, verifyLedger } from "@review/db";
import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { selectStalePairs, standingWaivers } from "../src/index.ts";
import { noteText } from "./model-findings.ts";
import { freshnessIn } from "./model-freshness.ts";
import { type Answer, createModel } from "./model-ledger.ts";
import { newPlace } from "./model-place.ts";
import { waiverIn } from "./model-waivers.ts";
import type { PlannedMove } from "./planned-move.ts";
import { moves } from "./random-moves.ts";
import { actual, opus } from "./runs.ts";

/** `scripts/prove/model.mjs` runs the slow test longer, and from a seed it prints. */
const { PROVE_RUNS = "500", PROVE_SEED } = process.env;
/** However long that takes, on a machine with other work. */
const SLOW = { tags: ["slow"], ...(PROVE_SEED !== undefined && { timeout: 0 }) };

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

/** Plays a sequence out on a new ledger and on the model; the kinds of moves there were, each with its kind of answer. */
async function playOut(planned: readonly PlannedMove[], path: string): Promise<string[]> {
  const timeOf = (index: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, index)).toISOString();
  let now = timeOf(0);
  const place = await newPlace(path);
  await using ledger = await openLedger(place.url, { clock: () => new Date(now) });
  const model = createModel();
  const seen: string[] = [];
  for (const [index, plan] of planned.entries()) {
    now = timeOf(index);
    const next = plan.whenAt(model);
    const expected = next.onModel(model, now);
    expect(await answerOf(next.onReal(ledger)), next.name).toEqual(expected);
    expect(comparable(await place.dump()), next.name).toEqual(comparable(model.rows));
    seen.push(`${next.name}: ${"code" in expected ? expected.code : "done"}`);
  }
  place.close();
  expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);

  await expectFreshness(ledger, model.rows.acceptance_events);
  return [...seen, ...(await expectWaivers(ledger, model.rows, now))];
}

/** Every finding is asked for at both severities, whichever it was found at; how some of them stood. */
async function expectWaivers(ledger: Ledger, { findings, waivers }: Dump, now: string): Promise<string[]> {
  const asked = findings.flatMap(({ key }) =>
    (["warn", "fail"] as const).map((severity) => ({ key: String(key), severity })),
  );
  const { waived, outgrown } = await standingWaivers(ledger, asked);
  const found = asked.map((finding) => ({
    waived: waived.get(finding)?.id,
    outgrown: outgrown.get(finding)?.id,
  }));
  const expected = asked.map(({ key, severity }) => waiverIn(waivers, key, severity, now));
  expect(found).toEqual(expected.map((each) => (each ? { [each.standing]: each.id } : {})));
  return expected.flatMap((each) => (each ? [`a finding: ${each.standing}`] : []));
}

/** Everything is asked as on two branches, with the versions of notes and gates mixed, under one partition and under both. */
async function expectFreshness(ledger: Ledger, events: readonly Row[]): Promise<void> {
  const versions = ["first", "second"];
  for (const [noteVersion, gateVersion] of versions.flatMap((a) => versions.map((b) => [a, b] as const))) {
    const gates = ["a", "b", "c", "d"].map((gateId) => ({
      gateId,
      gateSha: snapshotOf(`${gateVersion} gate ${gateId}`).sha,
    }));
    const notes = ["n.md", "o.md"].map((notePath) => ({
      notePath,
      noteSha: snapshotOf(noteText(noteVersion, notePath)).sha,
      gates,
    }));
    const pairs = notes.flatMap(({ gates: _, ...note }) => gates.map((gate) => ({ ...note, ...gate })));
    for (const modelIds of [[opus], [actual], [opus, actual]]) {
      const expected = pairs.map((pair) => freshnessIn(events, pair, modelIds));
      const { stale, fresh } = await selectStalePairs(ledger, { modelIds, notes });
      expect(stale).toEqual(expected.flatMap((each) => each.stale ?? []));
      const freshUnder = expected.flatMap((each) => each.freshUnder ?? []);
      expect(Object.fromEntries(fresh)).toEqual(
        Object.fromEntries(
          modelIds
            .map((id) => [id, freshUnder.filter((each) => each === id).length] as const)
            .filter(([, count]) => count > 0),
        ),
      );
    }
  }
}

/** Plays random sequences out; all the kinds of moves and answers that there were. */
async function playMany(parameters: fc.Parameters<[PlannedMove[]]>): Promise<Set<string>> {
  const seen = new Set<string>();
  const folder = await mkdtemp(join(tmpdir(), "review-model-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  let count = 0;
  await fc.assert(
    fc.asyncProperty(moves, async (planned) => {
      count += 1;
      for (const kind of await playOut(planned, join(folder, `${count}.sqlite`))) seen.add(kind);
    }),
    parameters,
  );
  return seen;
}

it("any sequence of moves has the results and rows of the model", async () => {
  expect((await playMany({ numRuns: 25 })).size).toBeGreaterThan(0);
});

it("so have many, which make every move with every result", SLOW, async () => {
  const seed = PROVE_SEED === undefined ? {} : { seed: Number(PROVE_SEED) };
  const seen = await playMany({ numRuns: Number(PROVE_RUNS), ...seed });
  // The sequences are worth little if they do not get anywhere.
  expect([...seen].toSorted()).toEqual([
    "a finding: outgrown",
    "a finding: waived",
    "acknowledge: done",
    "acknowledge: invalid-input",
    "acknowledge: never-reviewed",
    "acknowledge: verdict-changed",
    "acknowledgeBySample: acceptance-changed",
    "acknowledgeBySample: done",
    "acknowledgeBySample: invalid-input",
    "acknowledgeBySample: never-reviewed",
    "acknowledgeBySample: verdict-changed",
    "attachExecutionData: done",
    "attachExecutionData: run-not-found",
    "attest: done",
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
    "recordOpinions: done",
    "recordOpinions: invalid-input",
    "recordOpinions: ledger-constraint",
    "reopen: done",
    "reopen: invalid-input",
    "reopen: not-accepted",
    "settleQuarantines: done",
    "settleQuarantines: invalid-input",
    "settleQuarantines: ledger-constraint",
    "unwaive: done",
    "unwaive: invalid-input",
    "unwaive: not-waived",
    "unwaive: unknown-finding",
    "waive: already-waived",
    "waive: done",
    "waive: invalid-input",
    "waive: unknown-finding",
    "waive: until-passed",
    "writeGateReviews: done",
    "writeGateReviews: findings-refused",
    "writeGateReviews: gate-already-reviewed",
    "writeGateReviews: gate-changed",
    "writeGateReviews: gate-not-requested",
    "writeGateReviews: invalid-input",
    "writeGateReviews: quote-not-found",
    "writeGateReviews: run-not-found",
    "writeGateReviews: run-not-running",
  ]);
});
