import { type CommandContext, count, type GlobalArgs, tell } from "@review/cli-kit";
import { getRun, type Ledger, type RunId } from "@review/db";
import type { SweepEvent, SweepSummary } from "@review/runner";
import { describeDecisions, describeNote } from "./decisions.ts";

export interface SweepReporter {
  report(event: SweepEvent): void;
  /** Prints what became of it, once the sweep has ended. */
  finish(summary: SweepSummary): Promise<void>;
}

/** Tells about a sweep: NDJSON with `--json`, else a line a batch on stderr and a table of decisions at the end. */
export function sweepReporter(args: GlobalArgs, context: CommandContext, ledger: Ledger): SweepReporter {
  return args.json ? jsonReporter(context) : textReporter(args, context, ledger);
}

function jsonReporter({ io }: CommandContext): SweepReporter {
  return {
    report: (event) => io.stdout.write(`${JSON.stringify({ schema: 1, ...event })}\n`),
    finish: async () => undefined,
  };
}

function textReporter(args: GlobalArgs, { io }: CommandContext, ledger: Ledger): SweepReporter {
  const completed = new Map<string, RunId[]>();
  const say = (text: string) => tell(io, args, text);
  return {
    report: (event) => {
      if (event.event === "run-completed") {
        completed.set(event.notePath, [...(completed.get(event.notePath) ?? []), event.runId]);
      }
      const line = describeEvent(event);
      if (line !== undefined) say(line);
    },
    finish: async (summary) => {
      for (const [notePath, runIds] of [...completed].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const runs = await Promise.all(runIds.map((runId) => getRun(ledger, runId)));
        for (const line of describeNote(
          notePath,
          runs.flatMap(({ gateReviews }) => gateReviews),
          io,
        )) {
          io.stdout.write(`${line}\n`);
        }
      }
      say(describeSummary(summary));
    },
  };
}

/** What a person off a terminal is told as it happens: one line a batch, and what went wrong. */
function describeEvent(event: SweepEvent): string | undefined {
  switch (event.event) {
    case "sweep-started":
      if (event.pairs === 0) return undefined;
      return `${event.runner}: ${count(event.pairs, "pair")} in ${count(event.batches, "batch", "batches")} under ${event.modelId}`;
    case "run-failed":
      return `failed: run ${event.runId}, ${event.notePath}: ${event.reason}`;
    case "partition-changed":
      return `asked for ${event.from}, recorded under ${event.to}: that model answered`;
    case "pair-skipped":
      return `skipped: ${event.notePath} ${event.gateId}: ${event.reason}`;
    case "batch-finished": {
      const { batch, batches, gateIds, notePaths, durationMs, decisions, failed } = event;
      const what =
        gateIds.length === 1
          ? `${gateIds[0]}, ${count(notePaths.length, "note")}`
          : `${notePaths.join(", ")}, ${count(gateIds.length, "gate")}`;
      const failures = failed > 0 ? `, ${count(failed, "run")} failed` : "";
      return `[${batch}/${batches}] ${what}: ${describeDecisions(decisions)}${failures} (${(durationMs / 1000).toFixed(1)} s)`;
    }
    default:
      return undefined;
  }
}

function describeSummary(summary: SweepSummary): string {
  const { selected, reviewed, failed, skipped, notStarted, decisions, stopped, modelId } = summary;
  if (selected === 0) return `everything is fresh under ${modelId}: nothing to review`;
  const parts = [`reviewed ${count(reviewed, "pair")}: ${describeDecisions(decisions)}`];
  if (failed > 0) parts.push(`${count(failed, "pair")} in ${count(summary.failures.length, "failed run")}`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (notStarted > 0) parts.push(`${notStarted} not started${stopped ? ` (${stopped.message})` : ""}`);
  return parts.join("; ");
}
