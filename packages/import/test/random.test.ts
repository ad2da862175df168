import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Ledger, listAcceptanceEvents, type ModelId } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import { blobId, gateText, type OldTables } from "@review/test-kit/old-file.ts";
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
      const selected = await selectStalePairs(ledger, { modelIds: [modelId], notes });
      const stale = new Set(selected.stale.map(({ gateId }) => gateId));
      for (const gateId of GATES) if (!stale.has(gateId)) fresh.add(`${notePath} ${gateId} ${modelId}`);
    }
  }
  return fresh;
}

/** Of the acceptances in the old file those of the versions of now, as `acceptance_events ID note gate`. */
function acceptancesOfNow({ acceptance_events: events }: OldTables): Set<string> {
  return new Set(
    events.flatMap(({ id, note_path: path, gate_id: gateId, accepted_note_sha, accepted_gate_sha }) => {
      const notePath = String(path).replace(/^(?:\.\/|\/home\/me\/kb\/)/, "");
      const text = randomTexts.notes[notePath as keyof typeof randomTexts.notes];
      const isOfNow =
        text !== undefined &&
        String(accepted_note_sha).toLowerCase() === blobId(text) &&
        accepted_gate_sha === blobId(gateText(String(gateId)));
      return isOfNow ? [`acceptance_events ${id} ${notePath} ${gateId}`] : [];
    }),
  );
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

/** Whatever makes a pair fresh was an acceptance of that pair in just these versions in the old file. */
async function expectNothingFresher({ ledger, raw }: ScratchLedger, old: OldTables): Promise<void> {
  const ofNow = acceptancesOfNow(old);
  const imported = raw.prepare<[string, string, string, string, string], string>(
    `SELECT old_row FROM acceptance_events AS event JOIN imported_rows ON acceptance_event_id = event.id
     WHERE note_path = ? AND gate_id = ? AND model_id = ? AND accepted_note_sha = ? AND accepted_gate_sha = ?`,
  );
  for (const pair of await freshNow(ledger)) {
    const [notePath = "", gateId = "", modelId = ""] = pair.split(" ");
    const text = randomTexts.notes[notePath as keyof typeof randomTexts.notes];
    const shas = [snapshotOf(text).sha, snapshotOf(gateText(gateId)).sha] as const;
    const rows = imported.pluck().all(notePath, gateId, modelId, ...shas);
    expect(rows).not.toEqual([]);
    expect(rows.filter((row) => !ofNow.has(`${row} ${notePath} ${gateId}`))).toEqual([]);
  }
}

function testImports(numRuns: number): void {
  it("any old file comes in: no rule is broken, no row is lost, no pair is fresh that was not accepted so", async () => {
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
