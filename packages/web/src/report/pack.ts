import { gzipSync } from "node:zlib";

/** A value as a report has it in itself: JSON, gzipped, in base64. */
export const pack = (value: unknown): string => gzipped(JSON.stringify(value));

/** So many times its packed bytes a report may have as JSON: what it unpacks to is one string in the browser, and here. */
const MOST_UNPACKED = 100;

/**
 * How many bytes of its room a value takes in a report at most: with others it takes less. What gzip makes very small takes more than its
 * bytes, or millions of the same character would have room.
 */
export function packedBytes(value: unknown): number {
  const json = jsonOf(value);
  if (json === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(gzipped(json).length, Math.ceil(json.length / MOST_UNPACKED));
}

/** JSON of a value; undefined where it would be longer than a string can be. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const gzipped = (json: string): string => gzipSync(json, { level: 9 }).toString("base64");
