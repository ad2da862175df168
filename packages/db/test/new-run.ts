import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { NewRun } from "../src/changes.ts";
import type { ModelId } from "../src/vocabulary.ts";

/** The run, with gates whose findings need no quotes. */
export const withoutQuotes = (run: NewRun): NewRun => ({
  ...run,
  gates: run.gates.map((gate) => ({ ...gate, quotes: "none" })),
});

/** What a test does not care about in a run: note `n.md`, gates `a` and `b`, partition `m`. */
export function newRun(changes: Partial<Omit<NewRun, "modelId">> & { modelId?: string } = {}): NewRun {
  const { modelId = "m", ...others } = changes;
  return {
    notePath: "n.md",
    modelId: modelId as ModelId,
    runner: "r",
    note: snapshotOf("a note"),
    gates: ["a", "b"].map((gateId) => ({ gateId, ...snapshotOf(`gate ${gateId}`) })),
    ...others,
  };
}
