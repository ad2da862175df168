import {
  type CommandRun,
  confirm,
  count,
  type GlobalArgs,
  type Io,
  layOutTable,
  openLedgerOfRun,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  print,
  printJson,
  printLines,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { type Ledger, listRuns, type Run, type RunFilter, type RunId } from "@review/db";
import { failRun, failRuns, RunNotRunningError } from "@review/lifecycle";
import { describeRunNote, fixtureFinder } from "@review/views";
import { requireRemark } from "../arguments/require-remark.ts";
import { parseRunId } from "../arguments/run-id.ts";
import { describeAge, describeSpan } from "../terminal/describe-time.ts";

export interface FailArgs extends GlobalArgs {
  runs?: readonly string[] | undefined;
  /** Milliseconds. */
  olderThan?: number | undefined;
  status?: string | undefined;
  remark?: string | undefined;
  yes?: boolean | undefined;
}

/** Runs that were given up. */
export interface GivenUpDocument {
  /** Their ids. */
  failed: RunId[];
  /** As it was kept with them. */
  reason: string;
}

/** Gives runs up: those named, or all open ones of an age. */
export const runFail: CommandRun<FailArgs> = async (args, { io }) => {
  const reason = requireRemark(args);
  const ids = [...new Set((args.runs ?? []).map(parseRunId))];
  const byAge = args.olderThan !== undefined || args.status !== undefined;
  if (ids.length > 0 && byAge) throw new UsageError("name runs, or give --older-than or --status, not both");
  if (ids.length === 0 && !byAge) {
    throw new UsageError(
      "name the runs, or give --older-than SPAN or --status running for all that are open: `review-nested runs --status running` lists them",
    );
  }
  const workspace = await openWorkspace(args, io);
  const failed = byAge
    ? await failOpen({ ...args, reason }, io, workspace)
    : await failNamed(ids, reason, workspace);
  const document: GivenUpDocument = { failed, reason };
  if (args.json) printJson(io, document);
  else for (const id of failed) print(io, `failed ${id}`);
};

/** All of them or none: a run that is not running leaves the others alone. */
async function failNamed(ids: readonly RunId[], reason: string, workspace: Workspace): Promise<RunId[]> {
  const [first = 0] = ids;
  await using ledger = await openLedgerOfRun(workspace, first);
  return failRuns(ledger, { runIds: ids, reason });
}

async function failOpen(args: FailArgs & { reason: string }, io: Io, workspace: Workspace): Promise<RunId[]> {
  const now = new Date();
  const runs = await listOpen(args, workspace, now);
  if (runs.length === 0) {
    const age = args.olderThan === undefined ? "" : ` for longer than ${describeSpan(args.olderThan)}`;
    tell(io, args, `no run has been running${age}`);
    return [];
  }
  if (!args.yes) showOpen(runs, workspace.corpus, now, io);
  if (!(await confirm(`Give up ${count(runs.length, "run")}?`, args, io))) {
    tell(io, args, "nothing was changed");
    return [];
  }
  await using ledger = await openLedgerToWrite(workspace, { takesIn: false });
  const failed: RunId[] = [];
  for (const run of runs) {
    if (await failIfRunning(ledger, run.id, args.reason)) failed.push(run.id);
    else tell(io, args, `run ${run.id} has ended by itself meanwhile`);
  }
  return failed;
}

async function listOpen({ olderThan }: FailArgs, workspace: Workspace, now: Date): Promise<Run[]> {
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const filter: RunFilter = { status: "running" };
  if (olderThan !== undefined) filter.startedBefore = new Date(now.getTime() - olderThan).toISOString();
  return listRuns(ledger, filter);
}

function showOpen(runs: readonly Run[], corpus: Corpus, now: Date, io: Io): void {
  const toStderr = { ...io, stdout: io.stderr };
  const fixtureOf = fixtureFinder(corpus);
  const rows = runs.map(({ id, startedAt, notePath, modelId, runner }) => {
    const what = describeRunNote({ notePath, fixture: fixtureOf(notePath) });
    return [`${id}`, describeAge(startedAt, now), what, modelId, runner].map((text) => ({ text }));
  });
  // Beside the question: stdout is for what was done.
  printLines(toStderr, layOutTable(rows, { head: 3, last: "cut" }, toStderr));
}

async function failIfRunning(ledger: Ledger, runId: RunId, reason: string): Promise<boolean> {
  try {
    await failRun(ledger, { runId, reason });
    return true;
  } catch (error) {
    if (error instanceof RunNotRunningError) return false;
    throw error;
  }
}
