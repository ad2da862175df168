import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { NewSweep } from "../../src/shared-sweeps.ts";
import type { ModelId } from "../../src/vocabulary.ts";

/** A shared sweep of two notes under one gate, each a batch of its own; what is given takes the place of it. */
export function newSweep(more: Partial<NewSweep> = {}): NewSweep {
  const pair = (notePath: string) => ({ notePath, gateId: "a", again: false });
  return {
    reviewer: { runner: "agent", model: "M", modelId: "m" as ModelId, settings: { timeoutMs: 1000 } },
    limits: { maxFailures: 3 },
    asked: { gates: ["a"] },
    madeBy: { host: "desk", pid: 7 },
    notes: [
      { notePath: "n.md", ...snapshotOf("note n"), links: [] },
      { notePath: "o.md", ...snapshotOf("note o"), links: [{ target: "n.md", status: "exists" }] },
    ],
    gates: [{ gateId: "a", ...snapshotOf("gate a"), facts: { name: "A" } }],
    batches: [
      { needsFiles: false, pairs: [pair("n.md")] },
      { needsFiles: true, pairs: [pair("o.md")] },
    ],
    ...more,
  };
}

/** Ids of workers, as hex digits. */
export const WORKERS = { one: "1".repeat(16), two: "2".repeat(16) };
