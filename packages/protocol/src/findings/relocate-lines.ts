import type { QuotePlace } from "../quotes/locate-quotes.ts";
import { occurrencesOf } from "../quotes/occurrences.ts";
import { agreementAt } from "./agreement.ts";
import { AROUND, type QuoteAnchor } from "./anchor-quote.ts";

/** A line in more places than this tells no place. */
const TOO_COMMON = 1000;
/** So much of a line and around it must be as it was where other lines are like it, or it has no words. */
const ENOUGH = 16;
/** By so much one of several places must be more as it was than each other. */
const MARGIN = 8;
/** A line with words tells its place by itself if nothing else is like it, from this many units on. */
const TELLING = 4;

/** Whether a text has a letter or a digit. */
export const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The line of a quote as it is written, as far as the anchor knows it. */
interface QuotedLine {
  text: string;
  /** How far behind its beginning the quote begins. */
  at: number;
  /** Where it began, in the version of the quote. */
  start: number;
  before: string;
  after: string;
  /** Whether it is known that the line begins and ends there. */
  isBegun: boolean;
  isEnded: boolean;
}

/**
 * Where quotes stand that have no place yet, given where the lines of those do (`placesOfLines`), by the text of their lines as these are written, with marks and punctuation: what checks find
 * is often no word. Where another line may be meant, or the place is that of a quote of another line, a quote has none.
 */
export function relocateByLines(
  note: string,
  quotes: readonly QuoteAnchor[],
  places: readonly (QuotePlace | undefined)[],
  found: ReadonlyMap<string, readonly number[]>,
): (QuotePlace | undefined)[] {
  if (!places.includes(undefined)) return [...places];
  const lines = quotes.map(lineOf);
  const owners = new Map<number, Set<number>>();
  for (const [index, { at, start }] of lines.entries()) {
    const place = places[index];
    if (!place) continue;
    owners.set(place.start - at, (owners.get(place.start - at) ?? new Set()).add(start));
  }
  const isOthers = (from: number, { start }: QuotedLine) =>
    [...(owners.get(from) ?? [])].some((owner) => owner !== start);
  const chosen = lines.map((line, index) => {
    if (places[index]) return undefined;
    const candidates = (found.get(line.text) ?? []).filter(
      (from) => isWholeLine(note, from, line) && !isOthers(from, line),
    );
    return onlyBest(note, line, candidates);
  });
  for (const [index, from] of chosen.entries()) {
    const line = lines[index];
    if (from !== undefined && line) owners.set(from, (owners.get(from) ?? new Set()).add(line.start));
  }
  return quotes.map(({ exact }, index) => {
    const [line, from] = [lines[index], chosen[index]];
    // Of two lines that would be in one place, neither is known to be.
    if (!line || from === undefined || isOthers(from, line)) return places[index];
    return { start: from + line.at, end: from + line.at + exact.length };
  });
}

/** Where the lines of some quotes stand: what `relocateByLines` asks, to be looked for at once for many lists of quotes. */
export const placesOfLines = (note: string, quotes: readonly QuoteAnchor[]) =>
  occurrencesOf(
    note,
    quotes.map((quote) => lineOf(quote).text),
    TOO_COMMON,
  );

function lineOf({ exact, prefix, suffix, start }: QuoteAnchor): QuotedLine {
  const at = prefix.length - (prefix.lastIndexOf("\n") + 1);
  const breakAt = suffix.indexOf("\n");
  const rest = breakAt === -1 ? suffix : suffix.slice(0, breakAt);
  return {
    text: prefix.slice(prefix.length - at) + exact + rest,
    at,
    start: start - at,
    before: prefix.slice(0, prefix.length - at),
    after: suffix.slice(rest.length),
    isBegun: at < prefix.length || start === prefix.length,
    isEnded: breakAt !== -1 || suffix.length < AROUND,
  };
}

function isWholeLine(note: string, from: number, { text, isBegun, isEnded }: QuotedLine): boolean {
  const end = from + text.length;
  const begins = from === 0 || note[from - 1] === "\n";
  const ends = end === note.length || note[end] === "\n";
  return (begins || !isBegun) && (ends || !isEnded);
}

function onlyBest(note: string, line: QuotedLine, candidates: readonly number[]): number | undefined {
  const { text } = line;
  const ranked = candidates
    .map((from) => ({ from, same: text.length + agreementAt(line, note, from, from + text.length) }))
    .toSorted((one, other) => other.same - one.same);
  const [best, next] = ranked;
  if (!best) return undefined;
  const isTelling = text.trim().length >= TELLING && hasWord(text);
  if (!next) return isTelling || best.same >= ENOUGH ? best.from : undefined;
  return best.same >= ENOUGH && best.same - next.same >= MARGIN ? best.from : undefined;
}
