import type { GlobalArgs, Io } from "@review/cli-kit";
import { printLines } from "@review/cli-kit";
import type { changeReader, ReviewedPair } from "@review/views";
import { paintDiff } from "../../terminal/paint-diff.ts";

/** Shows what changed in a gate since some pairs were accepted, each change once. Returns the changes as unified diffs. */
export async function showGateChanges(
  { json }: GlobalArgs,
  io: Io,
  changes: ReturnType<typeof changeReader>,
  cohort: readonly ReviewedPair[],
): Promise<string[]> {
  const diffs = new Set<string>();
  for (const pair of cohort) diffs.add((await changes(pair)).gate ?? "");
  if (!json) for (const diff of diffs) printLines(io, [...paintDiff(diff, io), ""]);
  return [...diffs];
}
