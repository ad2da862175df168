import { type Corpus, grouped, type SelectedNote } from "@review/corpus";
import {
  type AcceptableDecision,
  type AcceptanceEvent,
  type AcceptanceEventId,
  type AcceptedVerdict,
  type Ledger,
  listAcceptanceEvents,
  listEvidence,
  listVerdicts,
  type ModelId,
} from "@review/db";
import { attestationOf } from "@review/lifecycle";
import { keepReviewed, type ReviewedPair } from "../pairs/acknowledgeable.ts";
import type { StaleSelection } from "../pairs/select-stale.ts";
import { verdictReader } from "../verdict-reader.ts";
import { type AcceptedOfPair, acceptedBefore } from "./accepted-before.ts";

/** A pair of a gate that has changed since it was accepted, and whether it was reviewed again. */
export interface CohortPair extends Pick<SelectedNote, "size"> {
  notePath: string;
  noteSha: string;
  /** What the verdict came to: what is waived does not count. */
  before: AcceptableDecision;
  /** Stale, and to be acknowledged with the rest. */
  due?: ReviewedPair;
  /** What the changed gate made of it. */
  now?: { verdict: AcceptableDecision; eventId: AcceptanceEventId };
}

/** What a sample may be drawn from. */
export interface SampleCohort {
  /** The partition of all the verdicts. */
  modelId: ModelId;
  pairs: CohortPair[];
  /** Stale pairs that are left out, since a person decided them, and no model. */
  overridden: number;
}

/** Whether a pair was found to be something else by the changed gate. */
export const isFlip = ({ before, now }: Pick<CohortPair, "before" | "now">): boolean =>
  now !== undefined && now.verdict !== before;

/**
 * The pairs of one gate whose verdict was given, on the very text of now, against another version of the gate: those that are stale
 * for that, and those that were reviewed again. All under one partition: that which is named, else of several the one that most
 * of the stale ones are accepted under: what one model says tells nothing of what another said. Undefined where there is none.
 */
export async function readSampleCohort(
  corpus: Corpus,
  ledger: Ledger,
  { gates: [gate], notes, stale, partitions }: StaleSelection,
  under?: ModelId,
): Promise<SampleCohort | undefined> {
  const changed = stale.filter(
    ({ reason, noteSha, acceptedNoteSha }) => reason === "gate-changed" && noteSha === acceptedNoteSha,
  );
  const reviewed = await keepReviewed(ledger, partitions.partitions, changed);
  const modelId = under ?? mostOf(reviewed.map(({ acceptedModelId }) => acceptedModelId));
  if (!gate || modelId === undefined) return undefined;
  const due = new Map(
    reviewed.filter((pair) => pair.acceptedModelId === modelId).map((pair) => [pair.notePath, pair]),
  );
  const all = await listAcceptanceEvents(ledger, { gateId: gate.id, modelId });
  const events = grouped(all, ({ notePath }) => notePath);
  const isReview = await reviewTeller(ledger, all);
  const accepted = notes.flatMap((note) => {
    const found = acceptedBefore(events.get(note.path) ?? [], {
      ...{ noteSha: note.sha, gateSha: gate.sha, isReview },
    });
    return found && (found.now || due.has(note.path)) ? [{ note, ...found }] : [];
  });
  const verdictOf = await verdictsOf(corpus, ledger, { gateId: gate.id, modelId }, accepted);
  const cohort: SampleCohort = { modelId, pairs: [], overridden: 0 };
  for (const { note, before, now } of accepted) {
    const was = await verdictOf(before);
    const is = now && (await verdictOf(now));
    if (was.isOverridden || is?.isOverridden) {
      if (due.has(note.path)) cohort.overridden += 1;
      continue;
    }
    const stalePair = due.get(note.path);
    cohort.pairs.push({
      ...{ notePath: note.path, noteSha: note.sha, size: note.size, before: was.verdict },
      ...(now && is ? { now: { verdict: is.verdict, eventId: now.id } } : stalePair && { due: stalePair }),
    });
  }
  return cohort;
}

/**
 * Tells which events accepted a review by itself. What the lock attests may be an acknowledgement elsewhere, perhaps on a sample
 * itself: nobody looked at that pair under the changed gate.
 */
async function reviewTeller(
  ledger: Ledger,
  events: readonly AcceptanceEvent[],
): Promise<(event: AcceptanceEvent) => boolean> {
  const attested = events.filter(({ acceptanceKind }) => acceptanceKind === "attested");
  const ids = attested.flatMap(({ acceptedReviewId = [] }) => acceptedReviewId);
  const evidence = await listEvidence(ledger, ids);
  return ({ acceptanceKind, acceptedReviewId }) => {
    if (acceptanceKind !== "attested") return acceptanceKind === "full-review";
    const { attested: found } = evidence.get(acceptedReviewId ?? 0) ?? {};
    return attestationOf({ reviewKind: "attested", evidence: found })?.kind === "full-review";
  };
}

/** What occurs most often; of several the first. */
function mostOf(partitions: readonly (ModelId | undefined)[]): ModelId | undefined {
  const counts = new Map<ModelId, number>();
  for (const each of partitions) if (each !== undefined) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0];
}

/** What some events come to. */
async function verdictsOf(
  corpus: Corpus,
  ledger: Ledger,
  { gateId, modelId }: { gateId: string; modelId: ModelId },
  accepted: readonly (AcceptedOfPair & { note: SelectedNote })[],
): Promise<(event: AcceptanceEvent) => Promise<{ verdict: AcceptableDecision; isOverridden: boolean }>> {
  const notePaths = accepted.map(({ note }) => note.path);
  const found = (await listVerdicts(ledger, { notePaths, modelIds: [modelId] })).filter(
    (verdict) => verdict.gateId === gateId,
  );
  // A pair that was never found to be anything is not in the list.
  const byEvent = new Map<AcceptanceEventId, AcceptedVerdict>(found.map((each) => [each.acceptanceId, each]));
  const read = await verdictReader(corpus, ledger, found);
  return async ({ id }) => {
    const verdict = byEvent.get(id);
    if (!verdict) return { verdict: "pass", isOverridden: false };
    const { decision = "pass" } = await read(verdict);
    return { verdict: decision, isOverridden: verdict.evidence?.overrideRemark !== undefined };
  };
}
