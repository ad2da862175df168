import type { ImportState } from "@review/db/transitions";
import type { CurrentBlobs, ImportSources } from "../plan/plan-context.ts";
import { type ImportPlan, isNewerHere } from "../plan/plan-import.ts";
import type { PlannedAcceptance } from "../plan/planned-rows.ts";
import { countIn, type Doubt, mostFirst, type Tally } from "../values/repairs.ts";
import { asBlobId, contentShaOf } from "../values/stand-in.ts";
import type {
  ChangedVerdict,
  ImportReport,
  LostPair,
  OldPairState,
  StalePairState,
} from "./import-report.ts";

/** The pairs of the old ledger: fresh in it, fresh after the import, and why not any more. */
export function judgePairs(
  { acceptances: events, newestBefore, acceptedHere, newAcceptances }: ImportPlan,
  { current, texts, now }: ImportSources,
  state: ImportState,
): ImportReport["pairs"] {
  const eventsOf = new Map<string, PlannedAcceptance[]>();
  for (const event of events) {
    const ofPair = eventsOf.get(event.pair);
    if (ofPair) ofPair.push(event);
    else eventsOf.set(event.pair, [event]);
  }
  const states = new Map<string, OldPairState | "newer-here">();
  const stale: Tally<StalePairState> = new Map();
  const freshByPartition: Tally<string> = new Map();
  let newerHere = 0;
  const added = new Set(newAcceptances);
  // What came in earlier counts as it came in, whatever would be made of it today.
  const isAccepted = (event: PlannedAcceptance) => {
    if (added.has(event) && event.doubt === undefined) return true;
    const { notePath, gateId, modelId, old } = event;
    const [noteSha, gateSha] = [contentShaOf(old.noteSha, texts), contentShaOf(old.gateSha, texts)];
    return state.acceptedAs({ notePath, gateId, modelId, noteSha, gateSha }) !== undefined;
  };
  const judge = (ofPair: readonly PlannedAcceptance[], newest: PlannedAcceptance) => {
    const ofNow = ofPair.filter((event) => changeOf(event, current) === undefined);
    if (ofNow.some(isAccepted)) return "fresh";
    if (isNewerHere(acceptedHere.get(newest.pair), newest, now)) return "newer-here";
    const last = ofNow.at(-1);
    return last ? (last.doubt ?? "earlier-import") : (changeOf(newest, current) ?? "earlier-import");
  };
  for (const [key, ofPair] of eventsOf) {
    const newest = ofPair.at(-1);
    if (!newest) continue;
    const pairState = judge(ofPair, newest);
    states.set(key, pairState);
    if (pairState === "newer-here") newerHere += 1;
    else if (pairState === "fresh") countIn(freshByPartition, [newest.modelId]);
    else countIn(stale, [pairState]);
  }
  const planned = new Map(events.map((event) => [event.old, event]));
  // As the old tool saw it: the newest of a pair and model id.
  const freshBefore = newestBefore.flatMap((old) => {
    const event = planned.get(old);
    return event && changeOf(event, current) === undefined ? [event] : [];
  });
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
    changed: changedVerdicts({ acceptedHere, newAcceptances }, texts, state),
    lost,
  };
}

/** The verdicts that the ledger has and that other ones come behind, by the versions that both are about. */
function changedVerdicts(
  { acceptedHere, newAcceptances }: Pick<ImportPlan, "acceptedHere" | "newAcceptances">,
  texts: ImportSources["texts"],
  state: ImportState,
): ChangedVerdict[] {
  const newest = new Map<string, PlannedAcceptance>();
  for (const event of newAcceptances) {
    const { pair, doubt, old } = event;
    if (doubt === undefined && acceptedHere.has(pair))
      newest.set(JSON.stringify([pair, asBlobId(old.noteSha), asBlobId(old.gateSha)]), event);
  }
  return [...newest.values()].flatMap(({ notePath, gateId, modelId, old, evidence }) => {
    const [noteSha, gateSha] = [contentShaOf(old.noteSha, texts), contentShaOf(old.gateSha, texts)];
    const from = state.acceptedAs({ notePath, gateId, modelId, noteSha, gateSha });
    const to = evidence?.review.decision ?? "unknown";
    return from === undefined || from === to ? [] : [{ notePath, gateId, modelId, from, to }];
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
