import type { Corpus } from "@review/corpus";
import type { Ledger, RunId } from "@review/db";
import { type PageRunDocument, viewPageRun } from "@review/views";
import { packedBytes } from "@review/web";

/** Runs as a report has them, and the bytes that they take of its room at most. */
export interface KeptRuns {
  runs: Record<RunId, PageRunDocument>;
  bytes: number;
}

/** As many of some runs, in their order, as there is room for; what takes more than a quarter of it is left out. */
export async function keepRuns(
  corpus: Corpus,
  ledger: Ledger,
  runIds: readonly RunId[],
  { room, isWithLog }: { room: number; isWithLog: boolean },
): Promise<KeptRuns> {
  const runs: Record<RunId, PageRunDocument> = {};
  let bytes = 0;
  for (const id of runIds) {
    const { debugLog, ...run } = await viewPageRun(corpus, ledger, id);
    const kept = isWithLog && debugLog !== undefined ? { ...run, debugLog } : run;
    const own = packedBytes(kept);
    if (own > room / 4) continue;
    if (bytes + own > room) break;
    bytes += own;
    runs[id] = kept;
  }
  return { runs, bytes };
}
