import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Ledger, listAcceptanceEvents, type ModelId } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import { blobId, gateText, type OldRow, type OldTables } from "@review/test-kit/old-file.ts";
import { type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportReport } from "../src/index.ts";
import { brokenRules, GATES, importFile, oldFile, sourcesOf } from "./imports.ts";
import { oldShape, oldTables, randomTexts, soundTables } from "./random-old-files.ts";

const sources = sourcesOf(randomTexts);
const tables = fc.oneof(oldTables, soundTables);

const stateOf = (path: string) =>
  readdirSync(dirname(path)).map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(`${dirname(path)}/${name}`))
      .digest("hex"),
  ]);

/** Pairs that are fresh in the ledger, as `note gate partition`. */
async function freshNow(ledger: Ledger): Promise<Set<string>> {
  const modelIds = new Set<ModelId>((await listAcceptanceEvents(ledger)).map(({ modelId }) => modelId));
  const fresh = new Set<string>();
  for (const modelId of modelIds) {
    for (const [notePath, text] of Object.entries(randomTexts.notes)) {
      const gates = GATES.map((gateId) => ({ gateId, gateSha: snapshotOf(gateText(gateId)).sha }));
      const notes = [{ notePath, noteSha: snapshotOf(text).sha, gates }];
      const stale = new Set((await selectStalePairs(ledger, { modelId, notes })).map(({ gateId }) => gateId));
      for (const gateId of GATES) if (!stale.has(gateId)) fresh.add(`${notePath} ${gateId} ${modelId}`);
    }
  }
  return fresh;
}

/** Acceptances by which a pair was fresh in the old file, by id and by time: `note gate`, and the old model id. */
function freshBefore({ acceptance_events: events }: OldTables): Map<string, Set<unknown>> {
  const chains = new Map<string, OldRow[]>();
  for (const event of events) {
    const key = JSON.stringify([event.note_path, event.gate_id, event.model_id]);
    chains.set(key, [...(chains.get(key) ?? []), event]);
  }
  const timeOf = ({ accepted_at: at }: OldRow) =>
    Date.parse(/[+Z]/.test(String(at)) ? String(at) : `${at}Z`) || Number.NEGATIVE_INFINITY;
  const fresh = new Map<string, Set<unknown>>();
  for (const chain of chains.values()) {
    const newest = [chain.at(-1), chain.toSorted((a, b) => timeOf(a) - timeOf(b)).at(-1)];
    const [event] = chain;
    const notePath = String(event?.note_path).replace(/^(?:\.\/|\/home\/me\/kb\/)/, "");
    const text = randomTexts.notes[notePath as keyof typeof randomTexts.notes];
    const isCurrent = newest.every(
      (row) =>
        text !== undefined &&
        String(row?.accepted_note_sha).toLowerCase() === blobId(text) &&
        row?.accepted_gate_sha === blobId(gateText(String(event?.gate_id))),
    );
    const pair = `${notePath} ${event?.gate_id}`;
    if (isCurrent) fresh.set(pair, (fresh.get(pair) ?? new Set()).add(event?.model_id));
  }
  return fresh;
}

function expectSums({ tables: counted }: ImportReport, old: OldTables, without: readonly string[]): void {
  const names = {
    reviewRuns: "review_runs",
    reviewRunGates: "review_run_gates",
    gateReviews: "gate_reviews",
    acceptanceEvents: "acceptance_events",
  } as const;
  for (const [key, table] of Object.entries(names)) {
    const { found, imported, alreadyImported, leftOut } = counted[key as keyof typeof names];
    expect(imported + alreadyImported + leftOut, table).toBe(found);
    expect(found, table).toBe(without.includes(table) ? 0 : old[table].length);
  }
}

/** The rows of a ledger, counted as a report counts what it added. */
function rowsOf({ raw }: ScratchLedger): ImportReport["added"] {
  const count = (table: string) => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return {
    reviewRuns: count("review_runs"),
    reviewRunGates: count("review_run_gates"),
    gateReviews: count("gate_reviews"),
    acceptanceEvents: count("acceptance_events"),
    snapshots: count("snapshots"),
  };
}

/** The model id that the old file has for the newest acceptance of each `note gate partition`. */
function oldModelIds({ raw }: ScratchLedger, old: OldTables): Map<string, unknown> {
  const modelIdOf = new Map(
    old.acceptance_events.map((row) => [`acceptance_events ${row.id}`, row.model_id]),
  );
  const newest = raw.prepare<[], [pair: string, oldRow: string]>(
    `SELECT note_path || ' ' || gate_id || ' ' || model_id, old_row
     FROM current_gate_acceptances JOIN imported_rows ON acceptance_event_id = id`,
  );
  return new Map(
    newest
      .raw()
      .all()
      .map(([pair, oldRow]) => [pair, modelIdOf.get(oldRow)]),
  );
}

/** No pair is fresh whose newest acceptance did not make it fresh in the old file, under the model id it had there. */
async function expectNothingFresher(scratch: ScratchLedger, old: OldTables): Promise<void> {
  const was = freshBefore(old);
  const modelIds = oldModelIds(scratch, old);
  const fresher = [...(await freshNow(scratch.ledger))].filter(
    (pair) => !was.get(pair.replace(/ \S+$/, ""))?.has(modelIds.get(pair)),
  );
  expect(fresher).toEqual([]);
}

function testImports(numRuns: number): void {
  it("any old file comes in: no rule is broken, no row is lost, no pair is fresh that was not", async () => {
    await fc.assert(
      fc.asyncProperty(tables, oldShape, async (old, shape) => {
        const path = oldFile(old, shape);
        const before = stateOf(path);
        const scratch = await scratchLedger();
        const { ledger } = scratch;
        const promised = await importFile(ledger, path, { ...sources, dryRun: true });
        expect(await listAcceptanceEvents(ledger)).toEqual([]);
        const report = await importFile(ledger, path, sources);
        expect({ ...report, dryRun: true }).toEqual(promised);
        expect(await brokenRules(ledger)).toEqual([]);
        expectSums(report, old, shape.without ?? []);
        expect(rowsOf(scratch)).toEqual(report.added);
        await expectNothingFresher(scratch, old);
        expect(report.pairs.fresh).toBe((await freshNow(ledger)).size);
        expect(stateOf(path)).toEqual(before);
      }),
      { numRuns },
    );
  });

  it("a second import adds nothing, whatever is known by then", async () => {
    await fc.assert(
      fc.asyncProperty(tables, oldShape, async (old, shape) => {
        const path = oldFile(old, shape);
        const { ledger } = await scratchLedger();
        const first = await importFile(ledger, path, sources);
        const events = await listAcceptanceEvents(ledger);
        const again = await importFile(ledger, path, {
          ...sourcesOf({ notes: {}, aliases: { opus: "claude-opus-5" } }),
          codexModels: new Map([["1", { model: "gpt-5.4" }]]),
        });
        const nothing = {
          reviewRuns: 0,
          reviewRunGates: 0,
          gateReviews: 0,
          acceptanceEvents: 0,
          snapshots: 0,
        };
        expect(again.added).toEqual(nothing);
        // What was fresh is judged by the notes of now: there are none any more.
        expect(again.pairs.fresh).toBe(0);
        const later = await importFile(ledger, path, sources);
        expect(later.pairs.fresh).toBe((await freshNow(ledger)).size);
        expectSums(again, old, shape.without ?? []);
        expect(again.tables.gateReviews.alreadyImported).toBe(first.tables.gateReviews.imported);
        expect(await listAcceptanceEvents(ledger)).toEqual(events);
      }),
      { numRuns },
    );
  });

  it("a file that has grown adds what is new, and breaks no rule", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), fc.nat(), fc.boolean(), async (old, cutRuns, cutEvents, known) => {
        const part: OldTables = {
          ...old,
          gate_reviews: old.gate_reviews.slice(0, cutRuns % (old.gate_reviews.length + 1)),
          acceptance_events: old.acceptance_events.slice(0, cutEvents % (old.acceptance_events.length + 1)),
        };
        const scratch = await scratchLedger();
        const { ledger } = scratch;
        const first = await importFile(ledger, oldFile(part), sourcesOf(known ? randomTexts : { notes: {} }));
        const report = await importFile(ledger, oldFile(old), sources);
        const added = Object.entries(report.added).map(([table, rows]) => [
          table,
          rows + first.added[table as keyof typeof first.added],
        ]);
        expect(rowsOf(scratch)).toEqual(Object.fromEntries(added));
        expect(report.pairs.fresh).toBe((await freshNow(ledger)).size);
        expect(await brokenRules(ledger)).toEqual([]);
        expectSums(report, old, []);
        expect((await importFile(ledger, oldFile(old), sources)).added.acceptanceEvents).toBe(0);
      }),
      { numRuns },
    );
  });
}

describe("of a few files", () => testImports(15));
describe("of many files", { tags: ["slow"] }, () => testImports(60));
