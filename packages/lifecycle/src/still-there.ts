import type { DecidedFinding } from "@review/db";
import { locateQuotes } from "@review/protocol";

/** Those of some findings of which all quotes stand in a note. */
export function stillThere(note: string, findings: readonly DecidedFinding[]): DecidedFinding[] {
  const words = new Set(findings.flatMap(({ quotes }) => quotes.map(({ exact }) => exact)));
  const places = locateQuotes(note, [...words]);
  const found = new Set([...words].filter((_, index) => places[index] !== undefined));
  return findings.filter(({ quotes }) => quotes.every(({ exact }) => found.has(exact)));
}
