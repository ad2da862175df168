import { saysSomething } from "@review/db/guards";
import { standsPlainly } from "@review/protocol";
import type { AttestedEntry } from "./attested-entry.ts";
import { claimOf } from "./prove-entry.ts";

/** Quotes of one note that are looked for one by one; thousands of partitions may have said something of it. */
const MOST = 50;

/**
 * Those of some entries of which a short look does not show that they can be taken in: most quote a few words just as they stand, and to fold all
 * notes to look for these would take `verify` several times as long as all else.
 */
export function doubtfulEntries(entries: readonly AttestedEntry[]): AttestedEntry[] {
  const looked = new Map<string, number>();
  return entries.filter((entry) => {
    const { notePath, findings } = entry;
    const before = looked.get(notePath) ?? 0;
    looked.set(notePath, before + findings.reduce((sum, { quotes }) => sum + quotes.length, 0));
    return (looked.get(notePath) ?? 0) > MOST || !isPlain(entry);
  });
}

function isPlain(entry: AttestedEntry): boolean {
  const claim = claimOf(entry, new Set());
  if ("code" in claim) return false;
  const { findings, note } = entry;
  const keys = findings.flatMap(({ key }) => key ?? []);
  if (new Set(keys).size < findings.length) return false;
  return findings.every(
    ({ message, quotes }) =>
      saysSomething(message) && quotes.length > 0 && quotes.every((quote) => standsPlainly(note.text, quote)),
  );
}
