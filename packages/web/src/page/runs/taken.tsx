import type { Costs, RunEntry } from "@review/views";
import { hrefOf } from "../model/route.ts";
import { amount, dollars, duration, NOT_KNOWN } from "../parts/words.ts";

/** What a call of a reviewer took, with the run of a batch that is listed first; of its others, only which that is. */
export function Taken({
  run,
  batch,
  of,
}: {
  run: RunEntry;
  batch: readonly RunEntry[];
  of: "time" | "cost";
}) {
  const { durationMs, costUsd } = run.telemetry ?? {};
  const words =
    of === "time" ? durationMs && duration(durationMs) : costUsd === undefined ? undefined : dollars(costUsd);
  if (!words) return NOT_KNOWN;
  const [first] = batch;
  if (first === undefined) return words;
  if (first.id === run.id) return `${words} for ${batch.length} runs`;
  return (
    <>
      with <a href={hrefOf({ view: "run", names: [`${first.id}`] })}>run {first.id}</a>
    </>
  );
}

/** A price that nobody told is not nothing. */
export function money({ costUsd, unpriced, invocations }: Costs): string {
  if (invocations === 0) return NOT_KNOWN;
  if (unpriced === 0) return dollars(costUsd);
  return costUsd === 0 ? "unknown" : `${dollars(costUsd)} + ${amount(unpriced)} of unknown price`;
}
