import {
  ACCEPTABLE_DECISIONS,
  type FindingSeverity,
  MODEL_EVIDENCE,
  type ModelId,
  type Telemetry,
} from "@review/db";
import { checkFields } from "@review/db/check-fields";
import type { AttestedRun, NewWaiver, WaiverState } from "@review/db/transitions";
import {
  type AttestedEntry,
  type AttestedFinding,
  type AttestedWaiver,
  WAIVER_FIELDS,
} from "../lock/attested-entry.ts";
import { waiverProblem } from "../lock/entry-problem.ts";
import type { ProvenEntry } from "../lock/prove-entry.ts";
import { waives } from "../waiver-holds.ts";

/**
 * The runs in which some entries are taken in, given which of their pairs the ledger has decided about in just these versions:
 * those are left alone, whatever was decided. Of several entries of one pair in one version, as both sides of a merge may be,
 * the worst decision counts. A run has the gates of which the same is known of note, model and evidence.
 */
export function decideAttest(decided: readonly boolean[], proven: readonly ProvenEntry[]): AttestedRun[] {
  const taken = new Set<string>();
  const groups = new Map<string, ProvenEntry[]>();
  const open = proven.filter((_, index) => decided[index] === false);
  for (const each of open.toSorted(worstFirst)) {
    const { notePath, note, modelId, gate, requestedModelId, evidence } = each.entry;
    const identity = JSON.stringify([notePath, note.sha, modelId, gate.gateId, gate.sha]);
    if (taken.has(identity)) continue;
    taken.add(identity);
    const group = JSON.stringify([notePath, note.sha, modelId, requestedModelId ?? modelId, evidence]);
    addTo(groups, group, each);
  }
  return [...groups.values()].map(toRun);
}

const worstFirst = (a: ProvenEntry, b: ProvenEntry): number =>
  ACCEPTABLE_DECISIONS.indexOf(b.entry.decision) - ACCEPTABLE_DECISIONS.indexOf(a.entry.decision);

/** A run has each gate once: another version of one goes into another run. */
function addTo(groups: Map<string, ProvenEntry[]>, name: string, proven: ProvenEntry): void {
  const group = groups.get(name);
  if (!group) groups.set(name, [proven]);
  else if (group.every(({ gate }) => gate.gateId !== proven.gate.gateId)) group.push(proven);
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

/** A decision about a finding that comes with an entry, and the worst that it covers. */
export type CarriedWaiver = Pick<AttestedFinding, "severity"> & AttestedWaiver;

/**
 * The waivers that come with entries, given what is known of each finding: where nothing was ever decided about it here, nothing
 * worse was found, and the last day has not passed.
 */
export function decideCarriedWaivers(
  states: readonly WaiverState[],
  now: string,
  carried: ReadonlyMap<string, CarriedWaiver>,
): NewWaiver[] {
  return states.flatMap((state): NewWaiver[] => {
    const waived = carried.get(state.key);
    if (!waived || !isCarried(state, waived, now)) return [];
    const { key, severity } = state;
    const { reason, author, until } = waived;
    return [{ key, kind: "waived", severity, reason: reason.trim(), author: author?.trim(), until }];
  });
}

/** Whether a waiver that comes with an entry is to be recorded, given what is known of its finding at a time. */
export function isCarried<State extends Pick<WaiverState, "severity" | "newest">>(
  state: State,
  waived: CarriedWaiver,
  now: string,
): state is State & { severity: FindingSeverity } {
  checkFields(state, "isCarried", { severity: "text?", newest: "object?" });
  checkFields(waived, "isCarried", { ...WAIVER_FIELDS, severity: "name" });
  checkFields({ now }, "isCarried", { now: "text" });
  const { severity, newest } = state;
  if (newest || severity === undefined || waiverProblem(waived) !== undefined) return false;
  return waives(waived, severity, now);
}
