import { weighAside, wordsNotIn } from "@review/protocol";
import type { AttestedEntry, RefusedEntry } from "./attested-entry.ts";
import { claimOf, judgeEntry, type ProvenEntry } from "./prove-entry.ts";

/**
 * What entries are worth, one answer for each in their order. A note is read once for all its entries: thousands of partitions may have
 * said something of one that is as long as all of them.
 */
export async function proveEntries(
  entries: readonly AttestedEntry[],
): Promise<(ProvenEntry | RefusedEntry)[]> {
  const outcomes = new Map<AttestedEntry, ProvenEntry | RefusedEntry>();
  for (const some of byNote(entries)) await proveOfNote(some, outcomes);
  return entries.flatMap((entry) => outcomes.get(entry) ?? []);
}

function byNote(entries: readonly AttestedEntry[]): AttestedEntry[][] {
  const groups = new Map<string, AttestedEntry[]>();
  for (const entry of entries) {
    const name = JSON.stringify([entry.notePath, entry.note.sha]);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups.values()];
}

async function proveOfNote(
  entries: readonly AttestedEntry[],
  outcomes: Map<AttestedEntry, ProvenEntry | RefusedEntry>,
): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const { notePath: path, note } = first;
  const said = entries.flatMap(({ findings }) => findings.flatMap(({ quotes }) => quotes));
  const strayed = wordsNotIn(note.text, said);
  const open = entries.flatMap((entry) => {
    const claim = claimOf(entry, strayed);
    if (!("code" in claim)) return [{ entry, claim }];
    outcomes.set(entry, claim);
    return [];
  });
  const weighed = await weighAside(
    { path, text: note.text },
    open.map(({ claim }) => claim),
  );
  for (const [index, { entry, claim }] of open.entries()) {
    const worth = weighed[index];
    if (!worth) throw new Error(`gate ${claim.gateId}: what it found was not weighed`);
    outcomes.set(entry, judgeEntry(entry, claim, worth));
  }
}
