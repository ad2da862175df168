import {
  type CommandContext,
  count,
  explainChanged,
  type GlobalArgs,
  oneLine,
  type ReportOutput,
  tell,
} from "@review/cli-kit";
import type { SweepEvent, SweepSummary } from "@review/runner";
import { jsonText } from "@review/views";
import { type AcceptedGate, viewAcceptedGate } from "../../reviewing/accepted-gate.ts";
import { describeFailure } from "../../reviewing/describe-failure.ts";
import { describeOtherModel } from "../../reviewing/describe-other-model.ts";
import { describeRepair } from "../../reviewing/describe-repair.ts";
import { describeUsd } from "../../terminal/describe-amounts.ts";
import { describeDecisions, describeNote } from "../../terminal/describe-decisions.ts";
import { writeLines } from "../../terminal/write-lines.ts";
import { type LiveView, startLiveView } from "./live-view.ts";

type CompletedEvent = Extract<SweepEvent, { event: "run-completed" }>;

/** One line of `sweep --json`. */
export type SweepLine = Exclude<SweepEvent, CompletedEvent> | CompletedLine;

interface CompletedLine extends Omit<CompletedEvent, "gates"> {
  gates: AcceptedGate[];
}

export interface SweepReporter {
  report(event: SweepEvent): void;
  /** Takes what moves off the screen; also for a sweep that broke off. */
  end(): void;
  /** Prints what became of it; of a sweep without any pair, why there was none, if not because all are fresh. */
  finish(summary: SweepSummary, nothing?: string): Promise<void>;
}

/**
 * Tells about a sweep: NDJSON with `--json`; on a terminal a live picture, off it a line a batch on stderr;
 * at the end what is not a pass, note by note, unless a report takes the place of that.
 */
export async function sweepReporter(
  args: GlobalArgs,
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
  args: GlobalArgs,
  { io }: CommandContext,
  live: LiveView | undefined,
  output: Pick<ReportOutput, "onStdout"> | undefined,
): SweepReporter {
  const completed = new Map<string, AcceptedGate[]>();
  let batches = 0;
  return {
    report: (event) => {
      if (event.event === "sweep-started") batches = event.batches;
      if (event.event === "run-completed") {
        completed.set(event.notePath, [...(completed.get(event.notePath) ?? []), ...acceptedGates(event)]);
      }
      const described = describeEvent(event, batches);
      const line = described === undefined ? undefined : oneLine(described);
      if (live && event.event !== "batch-finished" && line !== undefined) live.say(line);
      else if (!live && line !== undefined) tell(io, args, line);
      live?.show(event);
    },
    end: () => live?.end(),
    finish: async (summary, nothing) => {
      const notes = output?.onStdout ? [] : [...completed].toSorted(([a], [b]) => (a < b ? -1 : 1));
      for (const [notePath, gates] of notes) writeLines(io, describeNote(notePath, gates, io));
      for (const line of describeSummary(summary, nothing)) tell(io, args, line);
      // Why it ended early is no talk: the exit code alone would not say it, but for an interruption.
      const { stopped } = summary;
      if (args.quiet && stopped && stopped.why !== "interrupted") {
        io.stderr.write(`${oneLine(describeStop(stopped))}\n`);
      }
    },
  };
}

function toLine(event: SweepEvent): SweepLine {
  return event.event === "run-completed" ? { ...event, gates: acceptedGates(event) } : event;
}

function acceptedGates({ gates }: CompletedEvent): AcceptedGate[] {
  return gates.map(viewAcceptedGate);
}

/** What a person is told as it happens: one line a batch, and what went wrong. */
function describeEvent(event: SweepEvent, batches: number): string | undefined {
  switch (event.event) {
    case "sweep-started": {
      if (event.pairs === 0) return undefined;
      const amount = `${count(event.pairs, "pair")} in ${count(batches, "batch", "batches")}`;
      return `${event.runner}: ${amount} under ${event.modelId}`;
    }
    case "run-failed":
      // What is asked again has not failed yet; the pause says why it waits.
      if (event.willRetry) return undefined;
      return `failed: run ${event.runId}, ${event.notePath}: ${describeFailure(event.runId, event.reason)}`;
    case "run-completed":
      return event.changedSince && explainChanged(event.runId, event.notePath, event.changedSince);
    case "other-model":
      return describeOtherModel(event.requestedModelId, event.modelId, event.counts);
    case "repair-started":
      return describeRepair(event.pairs, event.problems);
    case "pair-skipped":
      return `skipped: ${event.notePath} ${event.gateId}: ${event.reason}`;
    case "paused":
      return `waiting ${event.seconds} s, then ${count(event.jobs, "reviewer")} at a time: ${event.reason}`;
    case "batch-finished": {
      const { batch, gateIds, notePaths, durationMs, decisions, failed } = event;
      const what =
        gateIds.length === 1
          ? `${gateIds[0]}, ${count(notePaths.length, "note")}`
          : `${notePaths.join(", ")}, ${count(gateIds.length, "gate")}`;
      const failures = failed > 0 ? `, ${count(failed, "run")} failed` : "";
      const seconds = (durationMs / 1000).toFixed(1);
      return `[${batch}/${batches}] ${what}: ${describeDecisions(decisions)}${failures} (${seconds} s)`;
    }
    default:
      return undefined;
  }
}

function describeSummary(summary: SweepSummary, nothing: string | undefined): string[] {
  const { selected, reviewed, failed, skipped, notStarted, decisions, stopped, modelId, failures } = summary;
  if (selected === 0) return [nothing ?? `everything is fresh under ${modelId}: nothing to review`];
  const parts = [`reviewed ${count(reviewed, "pair")}: ${describeDecisions(decisions)}`];
  if (failed > 0) parts.push(`${count(failed, "pair")} in ${count(failures.length, "failed run")}`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (notStarted > 0) parts.push(`${notStarted} not started`);
  if (summary.costUsd > 0) parts.push(describeUsd(summary.costUsd));
  const lines = [parts.join("; "), ...describeJudges(summary)];
  if (stopped) lines.push(describeStop(stopped));
  if (notStarted > 0 || failed > 0) lines.push("run the same command again to go on with what is left");
  return lines;
}

/** Which models judged how many pairs, if not the one asked for alone did. */
function describeJudges({ judgedBy, modelId }: SweepSummary): string[] {
  const judges = Object.entries(judgedBy).toSorted(([, a], [, b]) => b - a);
  if (judges.every(([judge]) => judge === modelId)) return [];
  return [`judged: ${judges.map(([judge, pairs]) => `${pairs} by ${judge}`).join(", ")}`];
}

function describeStop({ message, resetsAt }: NonNullable<SweepSummary["stopped"]>): string {
  return `stopped: ${message}${resetsAt === undefined ? "" : `; it comes back at ${resetsAt}`}`;
}
