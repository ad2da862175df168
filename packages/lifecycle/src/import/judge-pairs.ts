import type { OldAcceptance } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import type { ImportReport, LostPair, OldPairState, StalePairState } from "./import-report.ts";
import { newestOfChains, orderAcceptances } from "./old-acceptance-order.ts";
import { pairKey } from "./plan-acceptances.ts";
import type { PlannedAcceptance } from "./planned-rows.ts";
import { countIn, type Doubt, type Tally } from "./repairs.ts";
import { asBlobId } from "./stand-in.ts";

/** Git blob ids of notes (by canonical path) and gates (by id) as they are now. */
export interface CurrentBlobs {
  notes: ReadonlyMap<string, string>;
  gates: ReadonlyMap<string, string>;
}

/** The pairs of the old ledger: fresh in it, fresh after the import, and why not any more. */
export function judgePairs(
  old: readonly OldAcceptance[],
  events: readonly PlannedAcceptance[],
  { current, state }: { current: CurrentBlobs; state: ImportState },
): ImportReport["pairs"] {
  const newest = new Map(events.map((event) => [pairKey(event), event]));
  const states = new Map<string, OldPairState | "newer-here">();
  const stale: Tally<StalePairState> = new Map();
  const freshByPartition: Tally<string> = new Map();
  let newerHere = 0;
  for (const [key, event] of newest) {
    const here = state.newestAcceptance(event);
    const isOutdated = here !== undefined && here > event.acceptedAt;
    const pairState = isOutdated ? "newer-here" : (changeOf(event, current) ?? event.doubt ?? "fresh");
    states.set(key, pairState);
    if (pairState === "newer-here") newerHere += 1;
    else if (pairState === "fresh") countIn(freshByPartition, [event.modelId]);
    else countIn(stale, [pairState]);
  }
  const freshBefore = findFreshBefore(old, events, current);
  const lost = freshBefore.flatMap((event): LostPair[] => {
    const reason = states.get(pairKey(event)) ?? "fresh";
    if (reason === "fresh" || reason === "newer-here") return [];
    const { notePath, gateId, modelId } = event;
    return [{ notePath, gateId, oldModelId: event.old.modelId, modelId, reason }];
  });
  return {
    freshBefore: freshBefore.length,
    fresh: [...freshByPartition.values()].reduce((sum, amount) => sum + amount, 0),
    freshByPartition: Object.fromEntries(freshByPartition),
    stale: Object.fromEntries(stale),
    newerHere,
    lost,
  };
}

/** The acceptances by which pairs were fresh in the old ledger: the newest of each pair and model id, as of now. */
function findFreshBefore(
  old: readonly OldAcceptance[],
  events: readonly PlannedAcceptance[],
  current: CurrentBlobs,
): PlannedAcceptance[] {
  const eventOf = new Map(events.map((event) => [event.old, event]));
  return [...newestOfChains(orderAcceptances(old)).values()].flatMap(({ byTime }) => {
    const event = eventOf.get(byTime.old);
    return event && changeOf(event, current) === undefined ? [event] : [];
  });
}

/** What is different now from what an acceptance names; undefined if nothing is. */
function changeOf(
  { notePath, gateId, old }: PlannedAcceptance,
  { notes, gates }: CurrentBlobs,
): Exclude<StalePairState, Doubt> | undefined {
  const note = notes.get(notePath);
  const gate = gates.get(gateId);
  if (note === undefined) return "note-missing";
  if (gate === undefined) return "gate-missing";
  if (gate !== asBlobId(old.gateSha)) return "gate-changed";
  if (note !== asBlobId(old.noteSha)) return "note-changed";
  return undefined;
}
