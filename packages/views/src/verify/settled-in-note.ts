import { type Corpus, settledBy } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import type { AcceptedEntry, LockedFinding } from "@review/lock";
import { locateQuotes } from "@review/protocol";
import { type NoteToday, noteReader } from "../note-today.ts";

/**
 * Reads entries of a note's version of now without what they say that comments in it settle, and that none does: a lock may say anything. A
 * note without such a finding is not read.
 */
export function settledReader(
  corpus: Corpus,
): (notePath: string, entries: readonly AcceptedEntry[]) => Promise<AcceptedEntry[]> {
  const todayOf = noteReader(corpus);
  return async (notePath, entries) => {
    if (!entries.some(({ findings }) => findings.some(isOfComment))) return [...entries];
    const note = await todayOf(notePath);
    return entries.map((entry) => ({
      ...entry,
      findings: entry.findings.map((finding) => {
        if (!isOfComment(finding) || (note && isSettled(note, entry, finding))) return finding;
        const { waived: _, ...unsettled } = finding;
        return unsettled;
      }),
    }));
  };
}

/** What a comment says has no time. */
const isOfComment = ({ waived }: LockedFinding): boolean => waived !== undefined && waived.at === undefined;

function isSettled(note: NoteToday, { gate, model }: AcceptedEntry, { quote }: LockedFinding): boolean {
  if (model === CHECKS_PARTITION) {
    // Where it pointed only its own ledger knows, but that some comment is about the gate.
    const starts = note.ignores.map(({ start }) => ({ start, end: start }));
    return starts.some((place) => settledBy(note, gate, [place], { isExact: true }) !== undefined);
  }
  const places = quote === undefined ? [] : locateQuotes(note.text, [quote]);
  return settledBy(note, gate, places) !== undefined;
}
