import type { Gate } from "@review/corpus";
import type { Snapshot } from "@review/db";
import type { AttestedEntry, AttestedFinding } from "@review/lifecycle";
import type { AcceptedEntry, LockedFinding } from "@review/lock";

/** An entry of the lock with the texts that it is about, as a ledger takes it in. */
export function toAttestedEntry(
  { model, requested, decision, evidence, kind, at, remark, sample, findings }: AcceptedEntry,
  { notePath, note, gate }: { notePath: string; note: Snapshot; gate: Gate },
): AttestedEntry {
  return {
    ...{ notePath, note, decision, evidence, kind, at, remark, sample },
    gate: { gateId: gate.id, sha: gate.sha, text: gate.text, quotes: gate.evidence },
    modelId: model,
    requestedModelId: requested,
    findings: findings.map(toAttested),
  };
}

/** What a comment in the note settles has no time, and is read there. */
export function toAttested({
  key,
  severity,
  message,
  quote,
  waived,
  unwaived,
  disputed,
}: LockedFinding): AttestedFinding {
  const quotes = quote === undefined ? [] : [quote];
  const ofOwner = { waived: waived?.at === undefined ? undefined : waived, unwaived };
  return { key, severity, message, quotes, ...ofOwner, disputed };
}
