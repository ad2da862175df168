import { count, printable, shorten } from "@review/cli-kit";
import { describeDecisions } from "../decisions.ts";
import type { SweepState } from "./sweep-state.ts";

const BAR_WIDTH = 24;

/** One picture of a running sweep: a bar, what runs, and what has come of it so far. No line is wider than `columns`. */
export function renderFrame(state: SweepState, now: number, columns: number): string[] {
  const { pairs, done, running, paused, decisions, failedRuns, tokens, costUsd } = state;
  const elapsed = now - state.startedAt;
  const filled = pairs === 0 ? 0 : Math.min(BAR_WIDTH, Math.floor((done / pairs) * BAR_WIDTH));
  const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
  const left =
    done === 0 || done >= pairs ? "" : `, about ${duration((elapsed / done) * (pairs - done))} left`;
  const facts = [describeDecisions(decisions)];
  if (failedRuns > 0) facts.push(`${count(failedRuns, "run")} failed`);
  if (tokens > 0) facts.push(`${compact(tokens)} tokens`);
  if (costUsd > 0) facts.push(`$${costUsd.toFixed(2)}`);
  const lines = [
    `${bar} ${done}/${pairs} pairs, ${duration(elapsed)}${left}`,
    ...Array.from(
      running.values(),
      ({ what, startedAt }) => `  ${duration(now - startedAt).padStart(6)}  ${what}`,
    ),
    ...(paused ? [`  waiting ${duration(Math.max(0, paused.until - now))}: ${paused.reason}`] : []),
    facts.join(" · "),
  ];
  return lines.map((line) => shorten(printable(line), columns));
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
