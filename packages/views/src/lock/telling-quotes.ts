import type { Corpus } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { locateQuotes } from "@review/protocol";
import type { Finding } from "../finding.ts";
import { noteReader } from "../note-today.ts";

/** A verdict of a note, and what it found. */
interface Told {
  modelId: string;
  /** Whether what it found was found in another text, and a person let it stand for the one of now. */
  isCarried: boolean;
  found: readonly Finding[];
}

/** Answers for a quote of a verdict by which words it is found; undefined where there are none. */
export type WordsOf = (verdict: Pick<Told, "modelId" | "isCarried">, text: string) => string | undefined;

/**
 * Reads for all verdicts of a note by which words of their quotes whoever has the lock alone finds them there. Those of a model were
 * found so when they were recorded, but perhaps in a text before an edit; a check points at a place, and what stands there may be a mark, a part of a
 * word, an empty line, or begin with a space.
 */
export function tellingQuotes(
  corpus: Corpus,
): (notePath: string, verdicts: readonly Told[]) => Promise<WordsOf> {
  const todayOf = noteReader(corpus);
  return async (notePath, verdicts) => {
    const quotes = verdicts
      .filter(isLookedFor)
      .flatMap(({ found }) => found.flatMap((finding) => finding.quotes));
    const texts = [...new Set(quotes.map(({ text }) => text))];
    const note = texts.length === 0 ? "" : ((await todayOf(notePath))?.text ?? "");
    const places = locateQuotes(note, texts);
    const placeOf = new Map(texts.map((text, index) => [text, places[index]]));
    return (verdict, text) => {
      if (!isLookedFor(verdict)) return text;
      const place = placeOf.get(text);
      return place && note.slice(place.start, place.end);
    };
  };
}

const isLookedFor = ({ modelId, isCarried }: Pick<Told, "modelId" | "isCarried">) =>
  isCarried || modelId === CHECKS_PARTITION;
