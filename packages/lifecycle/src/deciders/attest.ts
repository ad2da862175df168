import {
  ACCEPTABLE_DECISIONS,
  type LastDecision,
  MODEL_EVIDENCE,
  type ModelId,
  type Telemetry,
} from "@review/db";
import type { AttestedRun, AttestedWithdrawal } from "@review/db/transitions";
import type { AttestedEntry, TakenBackEntry } from "../lock/attested-entry.ts";
import type { ProvenEntry } from "../lock/prove-entry.ts";
import { saysMore } from "../lock/says-more.ts";

/** What was last decided here about the versions that an entry names. */
export type LastOf = (entry: AttestedEntry | TakenBackEntry) => LastDecision | undefined;

/**
 * The runs in which some entries are taken in, given what the ledger decided last about their very versions: those that say nothing
 * more are left alone. Of several entries of one pair in one version, as both sides of a merge may be, the latest counts, and of those
 * of one time the worst decision. A run has the gates of which the same is known of note, model and evidence.
 */
export function decideAttest(lastOf: LastOf, proven: readonly ProvenEntry[], now: string): AttestedRun[] {
  const taken = new Set<string>();
  const groups = new Map<string, Map<string, ProvenEntry>>();
  const open = proven.filter(({ entry }) => saysMore(entry, lastOf(entry), now));
  for (const each of open.toSorted(latestFirst)) {
    const { notePath, note, modelId, requestedModelId, evidence } = each.entry;
    const identity = versionOf(each.entry);
    if (taken.has(identity)) continue;
    taken.add(identity);
    const group = JSON.stringify([notePath, note.sha, modelId, requestedModelId ?? modelId, evidence]);
    addTo(groups, group, each);
  }
  return [...groups.values()].map((group) => toRun([...group.values()]));
}

/** What names the versions of a pair under its partition. */
export const versionOf = ({ notePath, note, modelId, gate }: AttestedEntry | TakenBackEntry): string =>
  JSON.stringify([notePath, note.sha, modelId, gate.gateId, gate.sha]);

/** The events that take back what is accepted here of the versions of some entries, each with the time of the decision. */
export function decideTakenBack(
  lastOf: LastOf,
  takenBack: readonly TakenBackEntry[],
  now: string,
): AttestedWithdrawal[] {
  const latest = takenBack.toSorted((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1));
  const seen = new Set<string>();
  return latest.flatMap((entry) => {
    const last = lastOf(entry);
    const version = versionOf(entry);
    if (seen.has(version) || last?.reviewId === undefined || !saysMore(entry, last, now)) return [];
    seen.add(version);
    const { notePath, note, gate, modelId, at, remark } = entry;
    return {
      ...{ notePath, gateId: gate.gateId, modelId: modelId as ModelId, acceptedReviewId: last.reviewId },
      ...{ acceptedNoteSha: note.sha, acceptedGateSha: gate.sha, acceptedAt: at, remark: remark.trim() },
    };
  });
}

function latestFirst({ entry: a }: ProvenEntry, { entry: b }: ProvenEntry): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return ACCEPTABLE_DECISIONS.indexOf(b.decision) - ACCEPTABLE_DECISIONS.indexOf(a.decision);
}

/** A run has each gate once: another version of one goes into another run. */
function addTo(groups: Map<string, Map<string, ProvenEntry>>, name: string, proven: ProvenEntry): void {
  const { gateId } = proven.gate;
  const group = groups.get(name);
  if (!group) groups.set(name, new Map([[gateId, proven]]));
  else if (!group.has(gateId)) group.set(gateId, proven);
  else addTo(groups, `${name}'`, proven);
}

function toRun(proven: readonly ProvenEntry[]): AttestedRun {
  const [{ entry }] = proven as [ProvenEntry];
  return {
    notePath: entry.notePath,
    modelId: entry.modelId as ModelId,
    note: entry.note,
    telemetry: telemetryOf(entry),
    gates: proven.map(({ gate }) => gate),
    gateReviews: proven.map(({ review }) => review),
  };
}

/** By which name the model was asked for, so that this finds the verdict, and how it is known that it answered. */
function telemetryOf({ modelId, requestedModelId, evidence }: AttestedEntry): Telemetry {
  const modelEvidence = MODEL_EVIDENCE.find((known) => known === evidence);
  return {
    ...(requestedModelId !== undefined && requestedModelId !== modelId && { requestedModelId }),
    ...(modelEvidence && { modelEvidence }),
  };
}
