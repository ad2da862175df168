import { type Corpus, readNotes } from "@review/corpus";
import type { LockedFinding } from "@review/lock";
import { locateQuotes, placeReader, type QuotationPlace } from "@review/protocol";
import type { Finding } from "../finding.ts";
import { isWaived } from "./entry-level.ts";

/** Where words stand in a note as it is now; undefined where they do not. */
export type PlaceOf = (quote: string) => QuotationPlace | undefined;

/** Places some words in a note, all of them at once: to look for a few takes as long as the note is, and a lock may hold thousands of lists of them. */
export async function placeQuotes(
  corpus: Corpus,
  notePath: string,
  quotes: readonly string[],
): Promise<PlaceOf> {
  const [note] = quotes.length === 0 ? [] : (await readNotes(corpus, [notePath])).notes;
  if (!note) return () => undefined;
  const toPlace = placeReader(note.text);
  const found = locateQuotes(note.text, quotes);
  const places = new Map(quotes.map((quote, index) => [quote, found[index]]));
  return (quote) => {
    const place = places.get(quote);
    return place && toPlace(place);
  };
}

/** What was found, as of a day (`YYYY-MM-DD`, UTC): what is waived then, and where it stands. */
export function viewLocked(
  findings: readonly LockedFinding[],
  { today, placeOf }: { today: string; placeOf: PlaceOf },
): Finding[] {
  return findings.map((finding) => {
    const { key, severity, message, quote, waived, disputed } = finding;
    const place = quote === undefined ? undefined : placeOf(quote);
    return {
      severity,
      message,
      ...(key !== undefined && { key }),
      ...(waived && isWaived(finding, today) && { waived }),
      ...(disputed && { disputed: { modelId: disputed.model, reason: disputed.reason, at: disputed.at } }),
      quotes: quote === undefined ? [] : [{ text: quote, ...(place && { place }) }],
    };
  });
}
