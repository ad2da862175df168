import { type Corpus, findIgnores, type Ignore, readNotes } from "@review/corpus";
import type { FindingQuote } from "@review/db";
import { anchorOf, asidePlacer, type QuotationPlace } from "@review/protocol";
import type { Finding } from "./finding.ts";
import { goneMarker } from "./gone-words.ts";

/** The text that a note has now, the comments in it that settle findings, and where findings of its versions stand in it. */
export interface NoteToday {
  text: string;
  ignores: readonly Ignore[];
  /** Says of findings which of their words are nowhere in the text, given the words of all of them: it is read each time. */
  goneMarker(words: readonly string[]): (finding: Finding) => Finding;
  /** Answers for quotes of some reviews, a list of each, where they stand; undefined where nobody can say. The text is read each time. */
  placeFinder(
    ofReviews: readonly (readonly FindingQuote[])[],
  ): Promise<(quote: FindingQuote) => QuotationPlace | undefined>;
}

/** Reads what a note says of findings in it. What is dear is read once, when it is asked for. */
export async function readNoteToday(text: string): Promise<NoteToday> {
  const place = asidePlacer(text);
  return {
    text,
    ignores: (await findIgnores(text)).ignores,
    goneMarker: (words) => goneMarker(text, words),
    async placeFinder(ofReviews) {
      const places = await place(ofReviews.map((quotes) => quotes.map(anchorOf)));
      const found = new Map(
        ofReviews.flatMap((quotes, list) => quotes.map((quote, index) => [quote, places[list]?.[index]])),
      );
      return (quote) => found.get(quote);
    },
  };
}

/** Reads a note when it is asked for, and forgets it with the next; undefined if it cannot be read. */
export function noteReader(corpus: Corpus): (path: string) => Promise<NoteToday | undefined> {
  let current: { path: string; today: NoteToday | undefined } | undefined;
  return async (path) => {
    if (current?.path !== path) {
      const [note] = (await readNotes(corpus, [path])).notes;
      current = { path, today: note && (await readNoteToday(note.text)) };
    }
    return current.today;
  };
}
