import type { PageDocument } from "@review/views";

/** A report is no larger than this, whatever the corpus: about what one reads in a mail. */
export const REPORT_BYTES = 2_000_000;

/** A note that could be in a report, and how many bytes its document takes there: `packedBytes` tells. */
export interface NoteSize {
  notePath: string;
  bytes: number;
}

/**
 * The notes whose texts a report has room for: those with findings first, then those of which something is waived, then stale ones,
 * then the others; of each the small ones first, so that there are as many as can be. `room` is what the rest of it leaves, in bytes.
 */
export function chooseNotes(page: PageDocument, sizes: readonly NoteSize[], room: number): NoteSize[] {
  const rankOf = ranks(page);
  const ordered = sizes.toSorted((a, b) => rankOf(a.notePath) - rankOf(b.notePath) || a.bytes - b.bytes);
  const chosen: NoteSize[] = [];
  let left = room;
  for (const note of ordered) {
    if (note.bytes > left) continue;
    left -= note.bytes;
    chosen.push(note);
  }
  return chosen;
}

function ranks({ findings, waived, pairs, notes }: PageDocument): (notePath: string) => number {
  const open = new Set(findings.map(({ notePath }) => notePath));
  const settled = new Set(waived.map(({ notePath }) => notePath));
  const stale = new Set(
    pairs.flatMap(({ note, state }) => (state === "fresh" ? [] : [notes[note]?.notePath])),
  );
  return (notePath) => {
    if (open.has(notePath)) return 0;
    if (settled.has(notePath)) return 1;
    return stale.has(notePath) ? 2 : 3;
  };
}
