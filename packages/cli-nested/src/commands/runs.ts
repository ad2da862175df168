import {
  type CommandRun,
  count,
  type Io,
  openLedgerToRead,
  openWorkspace,
  printJson,
  type Style,
  shorten,
  tell,
} from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import {
  countRequestedGates,
  type Ledger,
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
  const found = await listRuns(ledger, { ...filter, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const gates = await countRequestedGates(
    ledger,
    shown.map(({ id }) => id),
  );
  const runs = shown.map((run) => ({ ...run, gateCount: gates.get(run.id) ?? 0 }));
  const more = found.length > limit;
  if (args.json) {
    printJson(io, { runs, more });
    return 0;
  }
  writeLines(io, describeRuns(runs, now, io));
  if (runs.length === 0) tell(io, args, describeNothing(args));
  if (more) tell(io, args, `these are the newest ${limit}: --limit N shows more`);
  return 0;
};

async function toFilter(
  { note, gate, runner, olderThan, ...args }: RunsArgs,
  { corpus, ledger, cwd, now }: { corpus: Corpus; ledger: Ledger; cwd: string; now: Date },
): Promise<RunFilter> {
  const filter: RunFilter = {};
  const status = RUN_STATUSES.find((known) => known === args.status);
  if (status) filter.status = status;
  if (note !== undefined) {
    const isKnown = async (path: string) => (await listRuns(ledger, { notePath: path, limit: 1 })).length > 0;
    filter.notePath = (await nameNote(corpus, note, { cwd, isKnown })).path;
  }
  if (gate !== undefined) {
    const isKnown = async (gateId: string) => (await listRuns(ledger, { gateId, limit: 1 })).length > 0;
    filter.gateId = await nameGate(corpus, gate, isKnown);
  }
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
