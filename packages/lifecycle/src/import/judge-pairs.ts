import type { OldAcceptance } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import type { ImportReport, LostPair, OldPairState } from "./import-report.ts";
import { newestOfChains, orderAcceptances } from "./old-acceptance-order.ts";
import { canonicalNotePath } from "./old-note-path.ts";
import { pairKey } from "./plan-acceptances.ts";
import type { PlannedAcceptance } from "./planned-rows.ts";
import { countIn, type Tally } from "./repairs.ts";
import { asBlobId } from "./stand-in.ts";

/** Git blob ids of notes (by canonical path) and gates (by id) as they are now. */
export interface CurrentBlobs {
  notes: ReadonlyMap<string, string>;
  gates: ReadonlyMap<string, string>;
}

/** The pairs of the old ledger: fresh in it, fresh after the import, and why not any more. */
export function judgePairs(
  events: readonly PlannedAcceptance[],
  { current, state, root }: { current: CurrentBlobs; state: ImportState; root: string },
): ImportReport["pairs"] {
  const newest = new Map(events.map((event) => [pairKey(event), event]));
  const states = new Map<string, OldPairState | "newer-here">();
  for (const [key, event] of newest) {
    const here = state.newestAcceptance(event);
    const isOutdated = here !== undefined && here > event.acceptedAt;
    states.set(key, isOutdated ? "newer-here" : stateOf(event, current));
  }
  const lost: LostPair[] = [];
  let freshBefore = 0;
  const eventOf = new Map(events.map((event) => [event.old, event]));
  for (const { byTime } of newestOfChains(orderAcceptances(events.map(({ old }) => old))).values()) {
    const event = eventOf.get(byTime.old);
    if (!event || versionsState(byTime.old, event, current, root) !== undefined) continue;
    freshBefore += 1;
    const { notePath, gateId, modelId } = event;
    const now = states.get(pairKey(event));
    if (now === undefined || now === "fresh" || now === "newer-here") continue;
    lost.push({ notePath, gateId, oldModelId: byTime.old.modelId, modelId, reason: now });
  }
  const stale: Tally<Exclude<OldPairState, "fresh">> = new Map();
  const freshByPartition: Tally<string> = new Map();
  let newerHere = 0;
  for (const [key, pairState] of states) {
    if (pairState === "newer-here") newerHere += 1;
    else if (pairState === "fresh") countIn(freshByPartition, [newest.get(key)?.modelId ?? ""]);
    else countIn(stale, [pairState]);
  }
  return {
    freshBefore,
    fresh: [...freshByPartition.values()].reduce((sum, count) => sum + count, 0),
    freshByPartition: Object.fromEntries(freshByPartition),
    stale: Object.fromEntries(stale),
    newerHere,
    lost,
  };
}
