import type { Corpus } from "@review/corpus";
import {
  countRequestedGates,
  type Ledger,
  listRecordedGateIds,
  listRecordedNotePaths,
  listRuns,
  RUN_STATUSES,
  type Run,
  type RunFilter,
} from "@review/db";
import { nameGate, nameNote } from "../recorded-names.ts";

/** Runs, newest first. */
export interface RunsDocument {
  /** As many as were asked for at most. */
  runs: RunEntry[];
  /** Whether the filter fits more runs than are listed. */
  more: boolean;
}

export interface RunEntry extends Run {
  /** How many gates it was asked for. */
  gateCount: number;
}

/** Which runs somebody asks about; what is left out is any. */
export interface RunsQuestion {
  status?: string | undefined;
  note?: string | undefined;
  /** Of a gate, or of any gate of a lens. */
  gate?: string | undefined;
  runner?: string | undefined;
  /** Milliseconds since they started. */
  olderThan?: number | undefined;
  limit: number;
}

/** Runs read at a time: memory is for these, however many there are. */
const AT_A_TIME = 500;

/**
 * The newest runs that are asked about, one by one; `more` is known once the last of them was taken. Names are found as
 * they are recorded.
 */
export async function viewRuns(
  corpus: Corpus,
  ledger: Ledger,
  { limit, ...question }: RunsQuestion,
  { cwd, now }: { cwd: string; now: Date },
): Promise<{ runs: AsyncIterable<RunEntry>; more: () => boolean }> {
  const filter = await toFilter(corpus, ledger, question, { cwd, now });
  let more = false;
  const runs = readRuns(ledger, { ...filter, limit }, () => {
    more = true;
  });
  return { runs, more: () => more };
}

/** The newest runs that fit the filter, at most `limit`; `onMore` is called if there are others. */
async function* readRuns(
  ledger: Ledger,
  { limit, ...filter }: RunFilter & { limit: number },
  onMore: () => void,
): AsyncIterable<RunEntry> {
  let left = limit;
  let before = {};
  for (;;) {
    const found = await listRuns(ledger, { ...filter, ...before, limit: Math.min(left, AT_A_TIME) + 1 });
    const page = found.slice(0, Math.min(left, AT_A_TIME));
    const ids = page.map(({ id }) => id);
    const gates = await countRequestedGates(ledger, ids);
    for (const run of page) yield { ...run, gateCount: gates.get(run.id) ?? 0 };
    left -= page.length;
    if (found.length === page.length) return;
    if (left === 0) return onMore();
    before = { before: ids.at(-1) };
  }
}

async function toFilter(
  corpus: Corpus,
  ledger: Ledger,
  { note, gate, runner, olderThan, ...asked }: Omit<RunsQuestion, "limit">,
  { cwd, now }: { cwd: string; now: Date },
): Promise<RunFilter> {
  const filter: RunFilter = {};
  const status = RUN_STATUSES.find((known) => known === asked.status);
  if (status) filter.status = status;
  if (note !== undefined) {
    const recorded = () => listRecordedNotePaths(ledger);
    filter.notePath = (await nameNote(corpus, note, { cwd, recorded })).path;
  }
  if (gate !== undefined) filter.gateId = nameGate(corpus, gate, await listRecordedGateIds(ledger));
  if (runner !== undefined) filter.runner = runner;
  if (olderThan !== undefined) filter.startedBefore = new Date(now.getTime() - olderThan).toISOString();
  return filter;
}
