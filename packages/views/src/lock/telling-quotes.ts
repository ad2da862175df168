import type { Corpus } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { locateQuotes } from "@review/protocol";
import type { Finding } from "../finding.ts";
import { noteReader } from "../note-today.ts";

/**
 * Answers for the quotes of one verdict by which words whoever has the lock alone finds them in the note; undefined where there are none.
 * Those of a model were found so when they were recorded; a check points at a place, and what stands there may be a mark, a part of a
 * word, an empty line, or begin with a space. Ask for the verdicts of each note one behind another.
 */
export function tellingQuotes(
  corpus: Corpus,
): (
  of: { notePath: string; modelId: string },
  found: readonly Finding[],
) => Promise<(text: string) => string | undefined> {
  const todayOf = noteReader(corpus);
  return async ({ notePath, modelId }, found) => {
    const texts = [...new Set(found.flatMap(({ quotes }) => quotes.map(({ text }) => text)))];
    if (modelId !== CHECKS_PARTITION || texts.length === 0) return (text) => text;
    const note = (await todayOf(notePath))?.text ?? "";
    const places = locateQuotes(note, texts);
    const placeOf = new Map(texts.map((text, index) => [text, places[index]]));
    return (text) => {
      const place = placeOf.get(text);
      return place && note.slice(place.start, place.end);
    };
  };
}
