import { count, lineWithNames, shorten } from "@review/cli-kit";
import { describeUsd } from "../../terminal/describe-amounts.ts";
import { describeDecisions } from "../../terminal/describe-decisions.ts";
import type { SweepState } from "./sweep-state.ts";

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;
/** What stands beside the bar at most: `1234/12345 pairs, 23 h 59 min, about 23 h 59 min left`. */
const BESIDE_BAR = 52;
/** Running batches that are shown one by one. */
const LISTED = 8;

/** One picture of a running sweep: a bar, what runs, and what has come of it so far. No line is wider than `columns`. */
export function renderFrame(state: SweepState, now: number, columns: number): string[] {
  const { pairs, done, running, paused, decisions, failedRuns, tokens, costUsd } = state;
  const elapsed = now - state.startedAt;
  const width = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, columns - BESIDE_BAR));
  const filled = pairs === 0 ? 0 : Math.min(width, Math.floor((done / pairs) * width));
  const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
  const left =
    done === 0 || done >= pairs ? "" : `, about ${duration((elapsed / done) * (pairs - done))} left`;
  const decided = decisions.pass + decisions.warn + decisions.fail > 0;
  const facts = [decided ? describeDecisions(decisions) : "no decision yet"];
  if (failedRuns > 0) facts.push(`${count(failedRuns, "run")} failed`);
  if (tokens > 0) facts.push(`${compact(tokens)} tokens`);
  if (costUsd > 0) facts.push(describeUsd(costUsd));
  const batches = Array.from(
    running.values(),
    ({ what, startedAt }) => `  ${duration(now - startedAt).padStart(6)}  ${what}`,
  );
  const more = batches.length - LISTED;
  const lines = [
    `${bar} ${done}/${pairs} pairs, ${duration(elapsed)}${left}`,
    ...batches.slice(0, LISTED),
    ...(more > 0 ? [`          and ${count(more, "more batch", "more batches")}`] : []),
    ...(paused ? [`  waiting ${duration(Math.max(0, paused.until - now))}: ${paused.reason}`] : []),
    facts.join(" · "),
  ];
  return lines.map((line) => shorten(lineWithNames(line).replaceAll("\t", " "), columns));
}

/** `7 s`, `3 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function compact(amount: number): string {
  return new Intl.NumberFormat("en", { notation: "compact" }).format(amount);
}
