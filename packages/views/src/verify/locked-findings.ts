import { type Corpus, readNotes } from "@review/corpus";
import type { LockedFinding } from "@review/lock";
import { locateQuotes, placeReader, type QuotationPlace } from "@review/protocol";
import type { Finding } from "../finding.ts";
import { isWaived } from "./entry-level.ts";

/** Where words stand in a note as it is now; undefined where they do not. */
export type PlacesIn = (
  notePath: string,
) => Promise<(quotes: readonly string[]) => (QuotationPlace | undefined)[]>;

/** Reads a note when it is asked for, and forgets it with the next. */
export function placesFinder(corpus: Corpus): PlacesIn {
  let current: { path: string; find: Awaited<ReturnType<PlacesIn>> } | undefined;
  return async (path) => {
    if (current?.path === path) return current.find;
    const [note] = (await readNotes(corpus, [path])).notes;
    const placeOf = placeReader(note?.text ?? "");
    const find = (quotes: readonly string[]) =>
      note
        ? locateQuotes(note.text, quotes).map((place) => place && placeOf(place))
        : quotes.map(() => undefined);
    current = { path, find };
    return find;
  };
}

/** What was found, as of a day (`YYYY-MM-DD`, UTC): what is waived then, and where it stands. */
export async function viewLocked(
  notePath: string,
  findings: readonly LockedFinding[],
  { today, placesIn }: { today: string; placesIn: PlacesIn },
): Promise<Finding[]> {
  const quoted = findings.flatMap(({ quote }) => quote ?? []);
  const places = quoted.length === 0 ? [] : (await placesIn(notePath))(quoted);
  const placeOf = new Map(quoted.map((quote, index) => [quote, places[index]]));
  return findings.map((finding) => {
    const { key, severity, message, quote, waived, disputed } = finding;
    const place = quote === undefined ? undefined : placeOf.get(quote);
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
