import type { Database } from "better-sqlite3";
import type { RunDetails, RunOutput } from "../../answers.ts";
import { RunNotFoundError } from "../../errors.ts";
import type { RunId } from "../../vocabulary.ts";
import type { reviewRuns } from "../schema/tables.ts";
import { toGateReview, toRun } from "./read-rows.ts";
import { findRunRow, listGateReviewRows, listRequestedGates } from "./run-rows.ts";
import { soundRow } from "./sound-row.ts";

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export function getRun(sqlite: Database, id: RunId): RunDetails {
  const row = findRunRow(sqlite, id);
  if (!row) throw new RunNotFoundError(id);
  const gateReviews = listGateReviewRows(sqlite, id).map(toGateReview);
  return { ...toRun(row), gates: listRequestedGates(sqlite, id), gateReviews };
}

type OutputRow = Pick<typeof reviewRuns.$inferSelect, "rawBundleMarkdown" | "debugLog">;

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export function getRunOutput(sqlite: Database, id: RunId): RunOutput {
  const row = sqlite
    .prepare<[RunId], OutputRow>(
      "SELECT raw_bundle_markdown AS rawBundleMarkdown, debug_log AS debugLog FROM review_runs WHERE id = ?",
    )
    .get(id);
  if (!row) throw new RunNotFoundError(id);
  const { rawBundleMarkdown, debugLog } = soundRow(row);
  return { rawBundleMarkdown: rawBundleMarkdown ?? undefined, debugLog: debugLog ?? undefined };
}
