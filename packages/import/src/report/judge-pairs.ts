import type { NewestOfChain } from "../plan/old-acceptance-order.ts";
import type { CurrentBlobs, ImportSources } from "../plan/plan-context.ts";
import type { ImportPlan } from "../plan/plan-import.ts";
import type { PlannedAcceptance } from "../plan/planned-rows.ts";
import { countIn, type Doubt, mostFirst, type Tally } from "../values/repairs.ts";
import { asBlobId, contentShaOf } from "../values/stand-in.ts";
import type { ImportReport, LostPair, OldPairState, StalePairState } from "./import-report.ts";

/** The pairs of the old ledger: fresh in it, fresh after the import, and why not any more. */
export function judgePairs(
  { acceptances: events, chains, newestHere, newAcceptances }: ImportPlan,
  { current, texts }: ImportSources,
): ImportReport["pairs"] {
  const newest = new Map(events.map((event) => [event.pair, event]));
  const states = new Map<string, OldPairState | "newer-here">();
  const stale: Tally<StalePairState> = new Map();
  const freshByPartition: Tally<string> = new Map();
  let newerHere = 0;
  const added = new Set(newAcceptances);
  const judge = (event: PlannedAcceptance): OldPairState | "newer-here" => {
    const here = added.has(event) ? undefined : newestHere.get(event.pair);
    if (here && here.acceptedAt > event.acceptedAt) return "newer-here";
    const change = changeOf(event, current);
    if (change || !here) return change ?? event.doubt ?? "fresh";
    // What came in earlier counts as it came in, whatever would be made of it today.
    const { noteSha, gateSha } = event.old;
    const isFresh =
      here.acceptedNoteSha === contentShaOf(noteSha, texts) &&
      here.acceptedGateSha === contentShaOf(gateSha, texts);
    return isFresh ? "fresh" : (event.doubt ?? "earlier-import");
  };
  for (const [key, event] of newest) {
    const pairState = judge(event);
    states.set(key, pairState);
    if (pairState === "newer-here") newerHere += 1;
    else if (pairState === "fresh") countIn(freshByPartition, [event.modelId]);
    else countIn(stale, [pairState]);
  }
  const freshBefore = findFreshBefore(chains, events, current);
  const lost = freshBefore.flatMap((event): LostPair[] => {
    const reason = states.get(event.pair) ?? "fresh";
    if (reason === "fresh" || reason === "newer-here") return [];
    const { notePath, gateId, modelId } = event;
    return [{ notePath, gateId, oldModelId: event.old.modelId, modelId, reason }];
  });
  return {
    freshBefore: freshBefore.length,
    fresh: [...freshByPartition.values()].reduce((sum, amount) => sum + amount, 0),
    freshByPartition: mostFirst(freshByPartition),
    stale: mostFirst(stale),
    newerHere,
    lost,
  };
}

/** The acceptances by which pairs were fresh in the old ledger: the newest of each pair and model id, as of now. */
function findFreshBefore(
  chains: readonly NewestOfChain[],
  events: readonly PlannedAcceptance[],
  current: CurrentBlobs,
): PlannedAcceptance[] {
  const eventOf = new Map(events.map((event) => [event.old, event]));
  return chains.flatMap(({ byTime }) => {
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
