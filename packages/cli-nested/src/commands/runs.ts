import {
  type CommandRun,
  count,
  type Io,
  openLedgerToRead,
  openWorkspace,
  printLongJson,
  type Style,
  shorten,
  tell,
} from "@review/cli-kit";
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
import { nameGate, nameNote } from "../arguments/name-note.ts";
import { describeAge, describeSpan } from "../terminal/describe-time.ts";
import { type Cell, layOutTable } from "../terminal/table.ts";
import { writeLines } from "../terminal/write-lines.ts";

export interface RunsArgs {
  status?: string | undefined;
  note?: string | undefined;
  gate?: string | undefined;
  runner?: string | undefined;
  /** Milliseconds. */
  olderThan?: number | undefined;
  limit?: number | undefined;
}

type CountedRun = Run & { gateCount: number };

const DEFAULT_LIMIT = 50;
/** Characters of a failure reason; `show` gives all of it. */
const REASON_WIDTH = 80;

/** Lists runs, newest first. */
export const runRuns: CommandRun<RunsArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const now = new Date();
  const limit = args.limit ?? DEFAULT_LIMIT;
  await using ledger = await openLedgerToRead(workspace);
  const filter = await toFilter(args, { corpus: workspace.corpus, ledger, cwd: io.cwd, now });
  let more = false;
  const found = readRuns(ledger, { ...filter, limit }, () => {
    more = true;
  });
  if (args.json) {
    await printLongJson(io, {}, "runs", found, () => ({ more }));
    return 0;
  }
  const runs: CountedRun[] = [];
  for await (const run of found) runs.push(run);
  writeLines(io, describeRuns(runs, now, io));
  if (runs.length === 0) tell(io, args, describeNothing(args));
  if (more) tell(io, args, `these are the newest ${limit}: --limit N shows more`);
  return 0;
};

/** Runs read at a time: memory is for these, however many there are. */
const AT_A_TIME = 500;

/** The newest runs that fit the filter, at most `limit`; `onMore` is called if there are others. */
async function* readRuns(
  ledger: Ledger,
  { limit, ...filter }: RunFilter & { limit: number },
  onMore: () => void,
): AsyncIterable<CountedRun> {
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
  { note, gate, runner, olderThan, ...args }: RunsArgs,
  { corpus, ledger, cwd, now }: { corpus: Corpus; ledger: Ledger; cwd: string; now: Date },
): Promise<RunFilter> {
  const filter: RunFilter = {};
  const status = RUN_STATUSES.find((known) => known === args.status);
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

const STYLES: Record<Run["status"], Style> = { running: "yellow", completed: "green", failed: "red" };

function describeRuns(runs: readonly CountedRun[], now: Date, io: Io): string[] {
  const rows = runs.map((run): Cell[] => [
    { text: `${run.id}` },
    { text: run.status, style: STYLES[run.status] },
    { text: describeAge(run.startedAt, now), style: "dim" },
    { text: run.notePath },
    { text: run.modelId },
    { text: run.runner },
    { text: count(run.gateCount, "gate") },
    { text: shorten(run.failureReason ?? "", REASON_WIDTH) },
  ]);
  return layOutTable(rows, { head: 4, last: "cut" }, io);
}

function describeNothing({ status, note, gate, runner, olderThan }: RunsArgs): string {
  const asked = [
    status && `with status ${status}`,
    note && `of ${note}`,
    gate && `for ${gate}`,
    runner && `by ${runner}`,
    olderThan !== undefined && `older than ${describeSpan(olderThan)}`,
  ].filter((part) => typeof part === "string");
  return asked.length === 0
    ? "there are no runs yet: `review-nested bundle` or `sweep` makes some"
    : `there is no run ${asked.join(" ")}`;
}
