import { UsageError } from "@review/cli-kit";
import type { RunId } from "@review/db";

/** Reads the id of a run from a command line. Throws UsageError. */
export function parseRunId(text: string): RunId {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > Number.MAX_SAFE_INTEGER) {
    throw new UsageError(`${JSON.stringify(text)} is not the id of a run: \`review-nested runs\` lists them`);
  }
  return id;
}
