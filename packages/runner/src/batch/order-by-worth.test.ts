import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBatches } from "./plan-batches.ts";
import type { PlannedPair } from "./planned-pair.ts";

const gate = (id: string, bytes = 100) => ({ id, text: "x".repeat(bytes) }) as PlannedPair["gate"];
const pair = (
  notePath: string,
  gateId: string,
  worth?: PlannedPair["worth"],
  noteBytes = 1000,
): PlannedPair => ({
  ...{ notePath, noteBytes, gate: gate(gateId) },
  ...(worth && { worth }),
});
const LIMITS = { groupBy: "gate", gatesPerPrompt: 5, promptBytes: 100_000, batchSize: 2 } as const;
const plan = (pairs: PlannedPair[], more: object = {}) =>
  planBatches(pairs, { ...LIMITS, bestFirst: true, ...more }).map((batch) =>
    batch.map(({ notePath, gate: { id } }) => `${notePath} ${id}`),
  );

describe("planBatches with bestFirst", () => {
  it("starts with the gate that finds most, and of its notes with those that changed most", () => {
    const pairs = [
      pair("a", "g/dull", { findings: 0.1 }),
      pair("b", "g/keen", { findings: 0.2 }),
      pair("c", "g/keen", { findings: 0.9 }),
      pair("d", "g/keen", { findings: 0.5 }),
    ];
    expect(plan(pairs)).toEqual([["c g/keen", "d g/keen"], ["b g/keen"], ["a g/dull"]]);
    expect(plan(pairs, { bestFirst: false })).toEqual([["a g/dull"], ["b g/keen", "c g/keen"], ["d g/keen"]]);
  });

  it("weighs what is found by what the prompt costs", () => {
    const pairs = [pair("long", "g", { findings: 1 }, 90_000), pair("short", "g", { findings: 0.5 }, 1000)];
    expect(plan(pairs, { batchSize: 1 })).toEqual([["short g"], ["long g"]]);
  });

  it("of what is worth the same starts with what was never accepted, then with the oldest", () => {
    const at = (acceptedAt?: string) => ({ findings: 1, ...(acceptedAt && { acceptedAt }) });
    const pairs = [
      pair("a", "g", at("2026-03-01T00:00:00.000Z")),
      pair("b", "g", at("2025-03-01T00:00:00.000Z")),
      pair("c", "g", at()),
    ];
    expect(plan(pairs, { batchSize: 1 })).toEqual([["c g"], ["b g"], ["a g"]]);
  });

  it("puts each pair in one batch, and no batch before a better one", () => {
    const anyPair = fc.record({
      note: fc.constantFrom("a", "b", "c", "d", "e"),
      gateId: fc.constantFrom("x/1", "x/2", "y/1"),
      findings: fc.double({ min: 0, max: 3, noNaN: true }),
      bytes: fc.integer({ min: 1, max: 5000 }),
    });
    const pairs = fc
      .uniqueArray(anyPair, { selector: ({ note, gateId }) => `${note} ${gateId}` })
      .map((all) => all.map(({ note, gateId, findings, bytes }) => pair(note, gateId, { findings }, bytes)));
    fc.assert(
      fc.property(pairs, fc.constantFrom("gate" as const, "note" as const), (all, groupBy) => {
        const batches = planBatches(all, { ...LIMITS, groupBy, bestFirst: true });
        expect(new Set(batches.flat())).toEqual(new Set(all));
        expect(batches.flat()).toHaveLength(all.length);
        const rates = batches.map((batch) => {
          const notes = new Map(batch.map(({ notePath, noteBytes }) => [notePath, noteBytes]));
          const bytes = [...notes.values()].reduce((sum, each) => sum + each, 0);
          const gates = new Set(batch.map(({ gate: { id } }) => id)).size;
          return batch.reduce((sum, { worth }) => sum + (worth?.findings ?? 0), 0) / (bytes + gates * 100);
        });
        // A note under several gates has one size in a tree.
        const isSound = all.every(({ notePath, noteBytes }) =>
          all.every((other) => other.notePath !== notePath || other.noteBytes === noteBytes),
        );
        if (isSound) expect(rates).toEqual(rates.toSorted((a, b) => b - a));
      }),
    );
  });
});
