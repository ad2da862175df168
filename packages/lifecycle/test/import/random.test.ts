import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Ledger, listAcceptanceEvents, type ModelId, openLedger } from "@review/db";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type ImportReport, selectStalePairs } from "../../src/index.ts";
import { snapshotOf } from "../runs.ts";
import { brokenRules, GATES, importFile, oldFile, sourcesOf } from "./imports.ts";
import { blobId, gateText, type OldRow, type OldTables } from "./old-file.ts";
import { oldShape, oldTables, randomTexts, soundTables } from "./random-old-files.ts";

const sources = sourcesOf(randomTexts);
const tables = fc.oneof(oldTables, soundTables);
const RUNS = { numRuns: 60 };

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

/** Pairs that were fresh in the old file, as `note gate`: under one of its model ids, by id and by time. */
function freshBefore({ acceptance_events: events }: OldTables): Set<string> {
  const chains = new Map<string, OldRow[]>();
  for (const event of events) {
    const key = JSON.stringify([event.note_path, event.gate_id, event.model_id]);
    chains.set(key, [...(chains.get(key) ?? []), event]);
  }
  const timeOf = ({ accepted_at: at }: OldRow) =>
    Date.parse(/[+Z]/.test(String(at)) ? String(at) : `${at}Z`) || Number.NEGATIVE_INFINITY;
  const fresh = new Set<string>();
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
    if (isCurrent) fresh.add(`${notePath} ${event?.gate_id}`);
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

it("any old file comes in: no rule is broken, no row is lost, no pair is fresh that was not", async () => {
  await fc.assert(
    fc.asyncProperty(tables, oldShape, async (old, shape) => {
      const path = oldFile(old, shape);
      const before = stateOf(path);
      await using ledger = await openLedger(":memory:");
      const promised = await importFile(ledger, path, { ...sources, dryRun: true });
      expect(await listAcceptanceEvents(ledger)).toEqual([]);
      const report = await importFile(ledger, path, sources);
      expect({ ...report, dryRun: true }).toEqual(promised);
      expect(await brokenRules(ledger)).toEqual([]);
      expectSums(report, old, shape.without ?? []);
      expect(await listAcceptanceEvents(ledger)).toHaveLength(report.added.acceptanceEvents);
      const was = freshBefore(old);
      const is = await freshNow(ledger);
      expect(Array.from(is, (pair) => pair.replace(/ \S+$/, "")).filter((pair) => !was.has(pair))).toEqual(
        [],
      );
      expect(report.pairs.fresh).toBe(is.size);
      expect(stateOf(path)).toEqual(before);
    }),
    RUNS,
  );
});

it("a second import adds nothing, whatever is known by then", async () => {
  await fc.assert(
    fc.asyncProperty(tables, oldShape, async (old, shape) => {
      const path = oldFile(old, shape);
      await using ledger = await openLedger(":memory:");
      const first = await importFile(ledger, path, sources);
      const events = await listAcceptanceEvents(ledger);
      const again = await importFile(ledger, path, {
        ...sourcesOf({ notes: {}, aliases: { opus: "claude-opus-5" } }),
        codexModels: new Map([["1", { model: "gpt-5.4" }]]),
      });
      const nothing = { reviewRuns: 0, reviewRunGates: 0, gateReviews: 0, acceptanceEvents: 0, snapshots: 0 };
      expect(again.added).toEqual(nothing);
      expectSums(again, old, shape.without ?? []);
      expect(again.tables.gateReviews.alreadyImported).toBe(first.tables.gateReviews.imported);
      expect(await listAcceptanceEvents(ledger)).toEqual(events);
    }),
    RUNS,
  );
});

it("a file that has grown adds what is new, and breaks no rule", async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.nat(), fc.nat(), async (old, cutRuns, cutEvents) => {
      const part: OldTables = {
        ...old,
        gate_reviews: old.gate_reviews.slice(0, cutRuns % (old.gate_reviews.length + 1)),
        acceptance_events: old.acceptance_events.slice(0, cutEvents % (old.acceptance_events.length + 1)),
      };
      await using ledger = await openLedger(":memory:");
      await importFile(ledger, oldFile(part), sources);
      const report = await importFile(ledger, oldFile(old), sources);
      expect(await brokenRules(ledger)).toEqual([]);
      expectSums(report, old, []);
      expect((await importFile(ledger, oldFile(old), sources)).added.acceptanceEvents).toBe(0);
    }),
    RUNS,
  );
});
