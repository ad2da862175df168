import { LedgerUnavailableError } from "../../errors.ts";
import { findLasting, type LedgerPaths, type Wait } from "./ledger-files.ts";
import { findUnmarked } from "./unmarked-files.ts";

/**
 * A pull, or a patch, puts files beside a ledger that is closed, and SQLite would play in whatever they hold. Throws
 * LedgerUnavailableError for a log, its index or a journal that has not the mode of SQLite's own files; where the ledger itself
 * tells nothing by its mode, for one that git brings along, or may bring along.
 */
export async function requireNoForeignLog(paths: LedgerPaths, wait?: Wait): Promise<void> {
  if (findUnmarked(paths).length === 0) return;
  // Hardly ever needed, and what starts for every gate should not load it.
  const { explainForeign } = await import("./explain-foreign.ts");
  const problem = await findLasting(() => explainForeign(paths), wait);
  if (problem !== undefined) throw new LedgerUnavailableError(paths.main, problem);
}
