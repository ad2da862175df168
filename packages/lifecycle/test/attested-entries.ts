import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { AttestedEntry, AttestedFinding } from "../src/index.ts";
import { gateOf, opus } from "./runs.ts";

export const KEY = "a".repeat(16);

/** What a test does not care about in an entry of the lock: note `n.md`, gate `a`, a pass under `opus`. */
export function attestedEntry(changes: Partial<AttestedEntry>): AttestedEntry {
  return {
    notePath: "n.md",
    note: snapshotOf("a note"),
    gate: gateOf("a"),
    modelId: opus,
    decision: "pass",
    evidence: "observed",
    kind: "full-review",
    at: "2026-01-05T12:00:00.000Z",
    findings: [],
    ...changes,
  };
}

/** A finding that quotes some words. */
export const foundIn = (words: string, changes: Partial<AttestedFinding> = {}): AttestedFinding => ({
  ...{ key: KEY, severity: "warn", message: "it is wrong", quotes: [words] },
  ...changes,
});
