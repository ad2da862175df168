import { count, nameLine } from "@review/cli-kit";
import type { SweepSummary } from "@review/runner";
import { describeSecond } from "../../reviewing/describe-second.ts";
import { describeCost } from "../../terminal/describe-amounts.ts";
import { describeDecisions } from "../../terminal/describe-decisions.ts";
import { adviseAfter } from "./advise-after.ts";

/** What became of a sweep, in numbers; of one without any pair, why there was none, if not because all are fresh. */
export function describeSummary(summary: SweepSummary, nothing: string | undefined): string[] {
  const { selected, reviewed, failed, skipped, notStarted, decisions, stopped, modelId, failures } = summary;
  if (selected === 0) return [nothing ?? `everything is fresh under ${nameLine(modelId)}: nothing to review`];
  const parts = [`reviewed ${count(reviewed, "pair")}: ${describeDecisions(decisions)}`];
  if (failed > 0) parts.push(`${count(failed, "pair")} in ${count(failures.length, "failed run")}`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (notStarted > 0) parts.push(`${notStarted} not started`);
  if (summary.costUsd > 0) parts.push(describeCost(summary));
  const lines = [parts.join("; "), ...describeJudges(summary)];
  if (summary.second) lines.push(describeSecond(summary.second));
  if (stopped) lines.push(describeStop(stopped));
  const advice = adviseAfter(summary);
  if (advice !== undefined) lines.push(advice);
  return lines;
}

/** Which models judged how many pairs, if not the one asked for alone did. */
function describeJudges({ judgedBy, modelId }: SweepSummary): string[] {
  const judges = Object.entries(judgedBy).toSorted(([, a], [, b]) => b - a);
  if (judges.every(([judge]) => judge === modelId)) return [];
  return [`judged: ${judges.map(([judge, pairs]) => `${pairs} by ${judge}`).join(", ")}`];
}

/** Why it ended before every pair had its turn, and when the plan comes back, if the reviewer's own words do not say so. */
export function describeStop({ message, resetsAt }: NonNullable<SweepSummary["stopped"]>): string {
  const isSaid = resetsAt === undefined || message.includes(resetsAt);
  return `stopped: ${message}${isSaid ? "" : `; it comes back at ${resetsAt}`}`;
}
