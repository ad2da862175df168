import type { Database } from "better-sqlite3";
import type { RunDetails, RunOutput } from "../../answers.ts";
import { RunNotFoundError } from "../../errors.ts";
import { toGateReview, toRun, toRunOutput } from "../../from-rows/read-rows.ts";
import type { OutputRow } from "../../from-rows/row-types.ts";
import type { RunId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";
import { findRunRow, listGateReviewRows, listRequestedGates } from "./run-rows.ts";

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export function getRun(sqlite: Database, id: RunId): RunDetails {
  const row = findRunRow(sqlite, id);
  if (!row) throw new RunNotFoundError(id);
  const gateReviews = listGateReviewRows(sqlite, id).map(toGateReview);
  return { ...toRun(row), gates: listRequestedGates(sqlite, id), gateReviews };
}

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export function getRunOutput(sqlite: Database, id: RunId): RunOutput {
  const row = prepared<[RunId], OutputRow>(
    sqlite,
    "SELECT raw_bundle_markdown AS rawBundleMarkdown, debug_log AS debugLog FROM review_runs WHERE id = ?",
  ).get(id);
  if (!row) throw new RunNotFoundError(id);
  return toRunOutput(row);
}
