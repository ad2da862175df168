import type { OldAcceptance } from "../old-file/old-rows.ts";
import { type OldTime, toUtc } from "../values/to-utc.ts";
import type { PlanContext } from "./plan-context.ts";

/** What the old tool saw of an acceptance: its time, and whether it was the newest of its pair and model id. */
export interface OrderedAcceptance {
  old: OldAcceptance;
  at: OldTime | undefined;
  /** Pair and model id, letter by letter as in the old ledger. */
  chain: string;
}

/** The acceptances with their times, in the order of the file. */
export function orderAcceptances(
  acceptances: readonly OldAcceptance[],
  { once }: Pick<PlanContext, "once">,
): OrderedAcceptance[] {
  return acceptances.map((old) => ({
    old,
    at: toUtc(old.acceptedAt),
    chain: once(JSON.stringify([old.notePath, old.gateId, old.modelId])),
  }));
}

/** The newest acceptance of each chain: by time, and of those of one time the last. `ordered` is in the order of the file's ids. */
export function newestOfChains(ordered: readonly OrderedAcceptance[]): OldAcceptance[] {
  const newest = new Map<string, OrderedAcceptance>();
  for (const acceptance of ordered) {
    const earlier = newest.get(acceptance.chain);
    if ((acceptance.at?.utc ?? "") >= (earlier?.at?.utc ?? "")) newest.set(acceptance.chain, acceptance);
  }
  return Array.from(newest.values(), ({ old }) => old);
}
