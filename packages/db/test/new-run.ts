import { createHash } from "node:crypto";
import type { NewRun } from "../src/changes.ts";
import type { ModelId, Snapshot } from "../src/vocabulary.ts";

/** A text with its content sha. */
export function snapshotOf(text: string): Snapshot {
  return { sha: createHash("sha256").update(text).digest("hex"), text };
}

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
