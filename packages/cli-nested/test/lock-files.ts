import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordAndFinalizeRun } from "@review/lifecycle";
import type { ReviewedBase } from "./reviewed-base.ts";

export const A = "kb/notes/a.md";
export const LOCK_A = "review.lock/kb/notes/a.md.json";
export const MODEL = ["--model", "claude-opus-4-8"];

/** An entry of a lock, as it stands in the file; one that takes back has no findings. */
interface Entry extends Record<string, unknown> {
  findings: Record<string, unknown>[];
}

/** What a file of the lock says. */
export const entriesOf = (root: string, path: string): Entry[] =>
  JSON.parse(readFileSync(join(root, path), "utf8"));
/** Each entry in a few words. */
export const brief = (root: string, path = LOCK_A) =>
  entriesOf(root, path).map(({ gate, model, decision, evidence, kind }) =>
    [gate, model, decision, evidence, kind].filter((word) => word !== undefined).join(" "),
  );

/** Reviews a note by hand, against gates as they are now, each with the same decision. */
export async function review(
  base: ReviewedBase,
  note: string,
  gates: string[],
  changes: Parameters<typeof base.start>[3] = {},
) {
  await using ledger = await base.open();
  const runId = await base.start(ledger, note, gates, changes);
  const gateReviews = gates.map((gateId) => ({
    gateId,
    decision: "pass" as const,
    rationaleMarkdown: "fine",
  }));
  await recordAndFinalizeRun(ledger, { runId, gateReviews });
}
