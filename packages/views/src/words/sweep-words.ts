import type { SharedSweepEntry } from "../sweeps/shared-sweeps-document.ts";

/** How amounts are written. */
interface Amounts {
  number(amount: number): string;
  usd(amount: number): string;
}

/** How far a shared sweep is, in one sentence without a full stop, with why it was stopped. */
export function describeSweepProgress(sweep: SharedSweepEntry, { number, usd }: Amounts): string {
  const { pairs, open, reviewed, failed, skipped, batches, lost, costUsd, tokens, reason } = sweep;
  const count = (amount: number, one: string, many = `${one}s`) =>
    `${number(amount)} ${amount === 1 ? one : many}`;
  return [
    `${number(pairs - open)} of ${count(pairs, "pair")}`,
    `${number(reviewed)} reviewed`,
    failed > 0 && `${number(failed)} failed`,
    skipped > 0 && `${number(skipped)} fresh by then`,
    batches.taken > 0 && `${count(batches.taken, "batch", "batches")} under way`,
    lost.batches > 0 &&
      `${count(lost.batches, "batch", "batches")} (${count(lost.pairs, "pair")}) of lost workers asked again`,
    costUsd === undefined
      ? reviewed > 0 && "cost unknown"
      : `${usd(costUsd)}${lost.batches > 0 ? " and more" : ""}`,
    tokens !== undefined && `${number(tokens)} tokens`,
    reason,
  ]
    .filter((part) => typeof part === "string")
    .join(", ");
}

/** What becomes of a shared sweep now, as people say it. */
export function describeSweepState({ state, batches }: Pick<SharedSweepEntry, "state" | "batches">): string {
  if (state === "open") return batches.taken > 0 ? "running" : "waiting for workers";
  return batches.taken > 0 ? `${state}, ending what is under way` : state;
}
