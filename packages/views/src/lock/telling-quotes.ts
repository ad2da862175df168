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
 * word, an empty line, or begin with a space. Of a long line its beginning is written, as far as that is found in the same place: fifty findings of a check may
 * quote one, and a lock has no room for it so often.
 */
export function tellingQuotes(
  corpus: Corpus,
): (notePath: string, verdicts: readonly Told[]) => Promise<WordsOf> {
  const todayOf = noteReader(corpus);
  return async (notePath, verdicts) => {
    const texts = new Set<string>();
    for (const verdict of verdicts) {
      const quotes = verdict.found.flatMap((finding) => finding.quotes);
      for (const { text } of quotes) if (isLookedFor(verdict) || text.length > LONGEST) texts.add(text);
    }
    const note = texts.size === 0 ? "" : ((await todayOf(notePath))?.text ?? "");
    const places = locateQuotes(note, [...texts]);
    const wordsOf = new Map<string, string>();
    for (const [index, text] of [...texts].entries()) {
      const place = places[index];
      if (place) wordsOf.set(text, shortened(note, place));
    }
    return (verdict, text) => {
      const words = wordsOf.get(text);
      if (!isLookedFor(verdict)) return words ?? text;
      return words !== undefined && words.length > LONGEST ? undefined : words;
    };
  };
}

/** The longest quote that is written of a check, or of what was carried over, in UTF-16 units. Our choice: a paragraph. */
const LONGEST = 1_000;

/** The words at a place, or where they are a long line the beginning of it that is found there, too. */
function shortened(note: string, { start, end }: { start: number; end: number }): string {
  const words = note.slice(start, end);
  // Of a longer part a comment may say something else than of its beginning.
  if (words.length <= LONGEST || /[\r\n]|<!--/.test(words)) return words;
  const cut = words.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
  const tries = [cut.slice(0, Math.max(0, cut.lastIndexOf(" "))).trimEnd(), cut].filter(
    (each) => each.trim() !== "",
  );
  const places = locateQuotes(note, tries);
  return tries.find((_, index) => places[index]?.start === start) ?? words;
}

const isLookedFor = ({ modelId, isCarried }: Pick<Told, "modelId" | "isCarried">) =>
  isCarried || modelId === CHECKS_PARTITION;
