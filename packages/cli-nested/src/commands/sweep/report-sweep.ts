import {
  type CommandContext,
  count,
  type GlobalArgs,
  lineWithNames,
  printLines,
  type ReportOutput,
  tell,
  wrapTalk,
  writeTalk,
} from "@review/cli-kit";
import type { SweepEvent, SweepSummary } from "@review/runner";
import { jsonText } from "@review/views";
import { type AcceptedGate, viewAcceptedGate } from "../../reviewing/accepted-gate.ts";
import { describeEvent } from "./describe-event.ts";
import { describeReviewed, type ReviewedOptions } from "./describe-reviewed.ts";
import { describeStop, describeSummary } from "./describe-summary.ts";
import { failedRuns } from "./failed-alike.ts";
import { type LiveView, startLiveView } from "./live-view.ts";

type CompletedEvent = Extract<SweepEvent, { event: "run-completed" }>;

/** One line of `sweep --json`. */
export type SweepLine = Exclude<SweepEvent, CompletedEvent> | CompletedLine;

/** What was accepted, as it is printed. */
export interface CompletedLine extends Omit<CompletedEvent, "gates"> {
  gates: AcceptedGate[];
}

export interface SweepReporter {
  report(event: SweepEvent): void;
  /** Takes what moves off the screen; also for a sweep that broke off. */
  end(): void;
  /** Prints what became of it; of a sweep without any pair, why there was none, if not because all are fresh. */
  finish(summary: SweepSummary, nothing?: string): Promise<void>;
}

type ReporterArgs = GlobalArgs & ReviewedOptions;

/**
 * Tells about a sweep: NDJSON with `--json`; on a terminal a live picture, off it a line a batch on stderr;
 * at the end what was found, unless a report takes the place of that.
 */
export async function sweepReporter(
  args: ReporterArgs,
  context: CommandContext,
  output?: Pick<ReportOutput, "onStdout">,
): Promise<SweepReporter> {
  if (args.json) return jsonReporter(args, context);
  const live = context.io.stderr.isTTY && !args.quiet ? await startLiveView(context.io) : undefined;
  return textReporter(args, context, live, output);
}

function jsonReporter(args: GlobalArgs, { io }: CommandContext): SweepReporter {
  return {
    report: (event) => io.stdout.write(`${jsonText({ schema: 1, ...toLine(event) })}\n`),
    end: () => undefined,
    // The events cannot tell a selection of nothing from one of which all is fresh.
    finish: async ({ selected }, nothing) => {
      if (selected === 0 && nothing !== undefined) tell(io, args, nothing);
    },
  };
}

function textReporter(
  args: ReporterArgs,
  { io }: CommandContext,
  live: LiveView | undefined,
  output: Pick<ReportOutput, "onStdout"> | undefined,
): SweepReporter {
  const completed = new Map<string, AcceptedGate[]>();
  let batches = 0;
  const isWorthALine = chooseLines(live !== undefined);
  const failed = failedRuns(live && { most: USUAL_FAILURES });
  const say = (line: string) => {
    if (live) live.say(wrapTalk(lineWithNames(line), io.stderr.columns));
    else tell(io, args, line);
  };
  return {
    report: (event) => {
      if (event.event === "sweep-started") batches = event.batches;
      if (event.event === "run-completed") {
        completed.set(event.notePath, [...(completed.get(event.notePath) ?? []), ...acceptedGates(event)]);
      }
      for (const line of failed.after(event)) say(line);
      const line = isWorthALine(event, batches) ? describeEvent(event, batches) : undefined;
      if (line !== undefined) say(line);
      live?.show(event);
    },
    end: () => live?.end(),
    finish: async (summary, nothing) => {
      const { lines, talk } = describeReviewed(completed, args, io);
      if (!output?.onStdout) printLines(io, lines);
      const untold = failed.untold() > 0 ? [explainUntold(failed.untold())] : [];
      for (const line of [...untold, ...describeSummary(summary, nothing), ...talk]) tell(io, args, line);
      // Why it ended early is no talk: the exit code alone would not say it, but for an interruption.
      const { stopped } = summary;
      if (args.quiet && stopped && stopped.why !== "interrupted") {
        writeTalk(io, describeStop(stopped));
      }
    },
  };
}

/** Reasons of failed runs that are told above the picture, each once. */
const USUAL_FAILURES = 5;
/** Batches that each get a line of their own; of more of them only some, and those that are not all passes. */
const USUAL_BATCHES = 50;

/** Which events get a line, as they come. */
function chooseLines(isLive: boolean): (event: SweepEvent, batches: number) => boolean {
  let ended = 0;
  return (event, batches) => {
    if (event.event !== "batch-finished") return true;
    ended += 1;
    const { decisions } = event;
    const isPass = event.failed + decisions.warn + decisions.fail === 0;
    return !isLive && (!isPass || ended % Math.max(1, Math.ceil(batches / USUAL_BATCHES)) === 0);
  };
}

const explainUntold = (runs: number) =>
  `${count(runs, "more run")} failed: \`review-nested runs --status failed\` says why`;

function toLine(event: SweepEvent): SweepLine {
  return event.event === "run-completed" ? { ...event, gates: acceptedGates(event) } : event;
}

function acceptedGates({ gates }: CompletedEvent): AcceptedGate[] {
  return gates.map(viewAcceptedGate);
}
