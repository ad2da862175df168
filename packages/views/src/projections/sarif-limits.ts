import { deflateRawSync } from "node:zlib";
import type { ReportedGate } from "../report/report-document.ts";

/**
 * What GitHub's code scanning takes ("SARIF support for code scanning" and "SARIF results exceed one or more limits" of its
 * documentation): 20 runs a file, 25,000 results and 25,000 rules a run (a rule is only listed for a result), 1,000 locations a
 * result of which 100 are shown, descriptions of 1,024 characters, 20 tags a rule (we write none), and 10 MB compressed.
 */
export const LIMITS = {
  runs: 20,
  results: 25_000,
  relatedLocations: 99,
  description: 1024,
  /** Ours. */
  notifications: 100,
} as const;

/** Somewhat less than 10 MB: the parts are compressed one by one here, and all at once when it is sent. */
const COMPRESSED_BYTES = 9_500_000;
/** How much is compressed at a time, in UTF-16 units. */
const PIECE = 512 * 1024;

/** How much room there is for results, compressed, where so many runs may each list all gates as rules. */
export function roomFor(gates: readonly ReportedGate[], runs: number): { bytes: number } {
  // The text of a gate stands in it twice.
  return { bytes: COMPRESSED_BYTES - runs * 2 * deflateRawSync(JSON.stringify(gates)).length };
}

/** Joins results by commas as long as there is room for them, and returns how many were written. */
export function* resultsWithin(
  results: Iterable<string>,
  room: { bytes: number },
): Generator<string, number> {
  let written = 0;
  let piece: string[] = [];
  let size = 0;
  const take = (): string | undefined => {
    const text = piece.join(",\n");
    room.bytes -= deflateRawSync(text).length;
    if (room.bytes < 0) return undefined;
    const before = written === 0 ? "\n" : ",\n";
    written += piece.length;
    piece = [];
    size = 0;
    return before + text;
  };
  for (const result of results) {
    piece.push(result);
    size += result.length;
    if (size < PIECE) continue;
    const taken = take();
    if (taken === undefined) return written;
    yield taken;
  }
  if (piece.length > 0) {
    const taken = take();
    if (taken !== undefined) yield taken;
  }
  return written;
}
