import type { GateVersions, NewestVersion } from "../answers.ts";
import type { AcceptanceEventId, AcceptanceKind } from "../vocabulary.ts";

export type VersionRow = readonly [gateId: string, gateSha: string, isWithdrawn: 0 | 1];

/** What is accepted of a note by rows in the order of gate, version and event: the last event of each version decides. */
export function versionsOf(rows: readonly VersionRow[]): GateVersions {
  const accepted = new Map<string, string[]>();
  for (const [index, [gateId, gateSha, isWithdrawn]] of rows.entries()) {
    const [nextId, nextSha] = rows[index + 1] ?? [];
    if ((nextId === gateId && nextSha === gateSha) || isWithdrawn === 1) continue;
    accepted.set(gateId, [...(accepted.get(gateId) ?? []), gateSha]);
  }
  return accepted;
}

export type NewestRow = [
  gateId: string,
  id: AcceptanceEventId,
  acceptedNoteSha: string,
  acceptedGateSha: string,
  acceptanceKind: AcceptanceKind,
];

/** Of each gate what the staleness of a pair may be told against: the newest of the note's text, else the newest of the pair. */
export function nearestVersions(ofNote: readonly NewestRow[], ofText: readonly NewestRow[]): NewestVersion[] {
  const nearer = new Set(ofText.map(([gateId]) => gateId));
  return [...ofText, ...ofNote.filter(([gateId]) => !nearer.has(gateId))].map(versionOf);
}

const versionOf = ([
  gateId,
  id,
  acceptedNoteSha,
  acceptedGateSha,
  acceptanceKind,
]: NewestRow): NewestVersion => ({ gateId, id, acceptedNoteSha, acceptedGateSha, acceptanceKind });
