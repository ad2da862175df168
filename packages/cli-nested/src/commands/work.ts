import {
  type CommandRun,
  EXIT,
  type GlobalArgs,
  type Io,
  openLedgerToWrite,
  openWorkspace,
  tell,
  UsageError,
} from "@review/cli-kit";
import type { SweepId } from "@review/db";
import { jsonText } from "@review/views";
import { requireSharable, type WorkEvent, type WorkSummary, work } from "@review/worker";
import { viewAcceptedGate } from "../reviewing/accepted-gate.ts";
import type { CompletedLine } from "./sweep/report-sweep.ts";
import { describeWork, describeWorkEvents } from "./work/describe-work-event.ts";
import { reviewersFor } from "./work/reviewer-for.ts";

export interface WorkArgs {
  jobs?: number | undefined;
  runners?: string | undefined;
  wait?: boolean | undefined;
}

type CompletedEvent = Extract<WorkEvent, { event: "run-completed" }>;

interface CompletedOfSweep extends CompletedLine {
  sweepId: SweepId;
}

/** One line of `work --json`. */
export type WorkLine = Exclude<WorkEvent, CompletedEvent> | CompletedOfSweep;

/** Takes batches of shared sweeps. */
export const runWork: CommandRun<WorkArgs> = async (args, context) => {
  const { io, version: toolVersion } = context;
  const runners = namesIn(args.runners);
  const workspace = await openWorkspace(args, io);
  requireSharable(workspace.ledgerUrl);
  const { corpus } = workspace;
  const { interrupted: signal, forced } = io.watchSignals();
  const execution = { signal, forced, environment: io.environment };
  await using ledger = await io.unwatched(() => openLedgerToWrite(workspace, { takesIn: false }));
  const summary = await work(
    {
      ...execution,
      ...{ ledger, corpus, toolVersion, self: io.self },
      reviewerFor: reviewersFor(workspace, io, { ...execution, root: corpus.root }),
      report: reporter(args, io),
    },
    { jobs: args.jobs ?? corpus.config.limits.jobs, runners, wait: args.wait ?? false },
  );
  for (const line of args.json ? [] : describeWork(summary)) tell(io, args, line);
  return exitCodeOfWork(summary);
};

function namesIn(runners: string | undefined): string[] | undefined {
  const names = runners?.split(",").map((name) => name.trim());
  if (names?.some((name) => name === ""))
    throw new UsageError((option) => `${option("runners")} has an empty name: write a,b`);
  return names;
}

function reporter(args: GlobalArgs, io: Io): (event: WorkEvent) => void {
  if (args.json) return (event) => io.stdout.write(`${jsonText({ schema: 1, ...toLine(event) })}\n`);
  const linesOf = describeWorkEvents();
  return (event) => {
    for (const line of linesOf(event)) tell(io, args, line);
  };
}

const toLine = (event: WorkEvent): WorkLine =>
  event.event === "run-completed" ? { ...event, gates: event.gates.map(viewAcceptedGate) } : event;

/** What failed, and what only others can do, is not done. */
function exitCodeOfWork({ failed, forOthers, runnersLeft, reviewed, stopped }: WorkSummary): number {
  if (stopped?.why === "interrupted") return EXIT.interrupted;
  if (runnersLeft.length > 0 && reviewed === 0) return EXIT.environment;
  return failed > 0 || forOthers > 0 ? EXIT.no : EXIT.done;
}
