import type { RunId } from "@review/db";
import type { PageRunDocument } from "@review/views";
import { packedBytes } from "@review/web";

/** Runs as a report has them, and the bytes that they take of its room at most. */
export interface KeptRuns {
  runs: Record<RunId, PageRunDocument>;
  bytes: number;
}

interface Room {
  /** In bytes. */
  room: number;
  isWithLog: boolean;
}

/** Once so many had no room, the others are not looked at: of a large ledger that would be thousands. */
const MOST_LEFT_OUT = 20;

/** As many of some runs, in their order, as there is room for; what takes more than a quarter of it is left out. */
export async function keepRuns(
  runIds: readonly RunId[],
  read: (runId: RunId) => Promise<PageRunDocument>,
  { room, isWithLog }: Room,
): Promise<KeptRuns> {
  const runs: Record<RunId, PageRunDocument> = {};
  let bytes = 0;
  let leftOut = 0;
  for (const id of runIds) {
    const { debugLog, ...run } = await read(id);
    const kept = isWithLog && debugLog !== undefined ? { ...run, debugLog } : run;
    const own = packedBytes(kept);
    if (own > room / 4 || bytes + own > room) {
      leftOut += 1;
      if (leftOut === MOST_LEFT_OUT) break;
      continue;
    }
    bytes += own;
    runs[id] = kept;
  }
  return { runs, bytes };
}
