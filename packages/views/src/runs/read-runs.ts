import { setImmediate } from "node:timers/promises";
import { type Ledger, listRequestedGateIds, listRuns, type Run, type RunFilter } from "@review/db";

/** A run, and the gates that it was asked for, in their order. */
export interface RunWithGates {
  run: Run;
  gateIds: readonly string[];
}

/** Runs read at a time: memory is for these, however many there are. */
const AT_A_TIME = 500;

/**
 * The newest runs that fit the filter, at most `limit`; `onMore` is called if there are others. Of many runs it leaves others a turn in between, as a
 * ledger in a file answers without any.
 */
export async function* readRuns(
  ledger: Ledger,
  { limit = Number.POSITIVE_INFINITY, ...filter }: RunFilter,
  onMore?: () => void,
): AsyncIterable<RunWithGates> {
  let left = limit;
  let before = {};
  for (;;) {
    const found = await listRuns(ledger, { ...filter, ...before, limit: Math.min(left, AT_A_TIME) + 1 });
    const page = found.slice(0, Math.min(left, AT_A_TIME));
    const ids = page.map(({ id }) => id);
    const gates = await listRequestedGateIds(ledger, ids);
    for (const run of page) yield { run, gateIds: gates.get(run.id) ?? [] };
    left -= page.length;
    if (found.length === page.length) return;
    if (left === 0) return onMore?.();
    before = { before: ids.at(-1) };
    await setImmediate();
  }
}
