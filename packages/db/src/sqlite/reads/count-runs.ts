import type { Database } from "better-sqlite3";

// From the narrowest index, so that no row is read.
const COUNT = "SELECT count(*) AS amount FROM review_runs INDEXED BY review_runs_by_note";

/** How many runs there are. */
export const countRuns = (sqlite: Database): number =>
  sqlite.prepare<[], { amount: number }>(COUNT).get()?.amount ?? 0;
