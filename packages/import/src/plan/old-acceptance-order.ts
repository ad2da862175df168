import type { OldAcceptance } from "../old-file/old-rows.ts";
import { isSameBlob } from "../values/stand-in.ts";
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

/** The newest acceptance of each chain, told by id and told by time. */
export interface NewestOfChain {
  byId: OrderedAcceptance;
  /** Of those of one time, the one with the greatest id. */
  byTime: OrderedAcceptance;
}

/** The newest of each chain. `ordered` is in the order of the file's ids. */
export function newestOfChains(ordered: readonly OrderedAcceptance[]): Map<string, NewestOfChain> {
  const newest = new Map<string, NewestOfChain>();
  for (const acceptance of ordered) {
    const earlier = newest.get(acceptance.chain)?.byTime;
    const isLater = (acceptance.at?.utc ?? "") >= (earlier?.at?.utc ?? "");
    newest.set(acceptance.chain, {
      byId: acceptance,
      byTime: earlier && !isLater ? earlier : acceptance,
    });
  }
  return newest;
}

/** Whether two acceptances name the same versions of a note and a gate. */
export function isOfSameVersions(a: OldAcceptance, b: OldAcceptance): boolean {
  return isSameBlob(a.noteSha, b.noteSha) && isSameBlob(a.gateSha, b.gateSha);
}
