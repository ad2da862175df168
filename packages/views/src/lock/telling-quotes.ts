import type { Corpus } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { locateQuotes } from "@review/protocol";
import type { Finding } from "../finding.ts";
import { noteReader } from "../note-today.ts";

/**
 * Answers for the findings of one verdict which of their quotes tell where they stand: their words are found in the note. Those of a model
 * were, when they were recorded; a check points at a place, and what stands there may be a mark, a part of a word or an empty line, which
 * nobody who has the lock alone could find. Ask for the verdicts of each note one behind another.
 */
export function tellingQuotes(
  corpus: Corpus,
): (
  of: { notePath: string; modelId: string },
  found: readonly Finding[],
) => Promise<(text: string) => boolean> {
  const todayOf = noteReader(corpus);
  return async ({ notePath, modelId }, found) => {
    const texts = [...new Set(found.flatMap(({ quotes }) => quotes.map(({ text }) => text)))];
    if (modelId !== CHECKS_PARTITION || texts.length === 0) return () => true;
    const places = locateQuotes((await todayOf(notePath))?.text ?? "", texts);
    const telling = new Set(texts.filter((_, index) => places[index] !== undefined));
    return (text) => telling.has(text);
  };
}
