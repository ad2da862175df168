import { gzipSync } from "node:zlib";

/** A value as a report has it in itself: JSON, gzipped, in base64. */
export const pack = (value: unknown): string =>
  gzipSync(JSON.stringify(value), { level: 9 }).toString("base64");

/** How many bytes a value takes in a report at most: with others it takes less. */
export const packedBytes = (value: unknown): number => pack(value).length;
