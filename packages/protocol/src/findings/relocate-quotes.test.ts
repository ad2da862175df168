import { expect, it } from "vitest";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { quoteRelocator } from "./relocate-quotes.ts";

/** The quotes of one review alone. */
const relocate = (note: string, quotes: readonly QuoteAnchor[]) => quoteRelocator(note)([quotes])[0] ?? [];

const NOTE =
  "# Title\n\nThe first sentence says one thing.\n\nThe second sentence says quite another thing.\n";
const QUOTE = "The second sentence says quite another thing.";
const start = NOTE.indexOf(QUOTE);
const anchor = anchorQuote(NOTE, { start, end: start + QUOTE.length });

/** What stands at the place of the quote in a text. */
function relocated(note: string): string | undefined {
  const [place] = relocate(note, [anchor]);
  return place && note.slice(place.start, place.end);
}

it.each<[what: string, note: string, words: string | undefined]>([
  ["as it was", NOTE, QUOTE],
  ["before more text", `${NOTE}\nMore.\n`, QUOTE],
  ["behind more text", `A new beginning.\n\n${NOTE}`, QUOTE],
  ["wrapped", NOTE.replace("says quite", "says\nquite"), QUOTE.replace("says quite", "says\nquite")],
  [
    "in place of other words",
    NOTE.replace("quite another", "the same"),
    QUOTE.replace("quite another", "the same"),
  ],
  ["behind what was put before it", NOTE.replace(QUOTE, `<!-- a comment -->\n${QUOTE}`), QUOTE],
  ["with nothing around it as it was", `- ${QUOTE} Or not.`, QUOTE],
  ["gone with all around it", "# Title\n\nNothing of that.\n", undefined],
])("finds a quote %s", (_, note, words) => {
  expect(relocated(note)).toBe(words);
});

it("gives no place for a few words that stand twice, with nothing around them as it was", () => {
  const few = anchorQuote("Few words here.", { start: 0, end: 9 });
  expect(relocate("More than few. Few words there.", [few])).toEqual([{ start: 15, end: 24 }]);
  expect(relocate("Few words, and Few words again.", [few])).toEqual([undefined]);
  expect(relocate("Few words, and Few *words* again.", [few])).toEqual([undefined]);
  expect(relocate("Few wordsmiths, and Few *words* again.", [few])).toEqual([{ start: 20, end: 30 }]);
});

const SAME = "It is measured once.";
/** The same paragraph in two places of a note. */
const twice = (before: string, between: string, after: string) =>
  `${before}\n\n${SAME}\n\n${between}\n\n${SAME}\n\n${after}\n`;
const OLD = twice("Alpha begins the old note.", "Beta was between them.", "Gamma closed it all.");
const same = [OLD.indexOf(SAME), OLD.lastIndexOf(SAME)].map((at) =>
  anchorQuote(OLD, { start: at, end: at + SAME.length }),
);

it("gives equal words that both moved their places in the order in which they stood", () => {
  const moved = twice("Quite another beginning.", "And a new middle.", "And a new end.");
  const places = [moved.indexOf(SAME), moved.lastIndexOf(SAME)];
  const expected = places.map((start) => ({ start, end: start + SAME.length }));
  expect(relocate(moved, same)).toEqual(expected);
  expect(relocate(moved, same.toReversed())).toEqual(expected.toReversed());
  // A second quote of the same words in the same place wants no place of its own.
  expect(relocate(moved, [...same, ...same])).toEqual([...expected, ...expected]);
});

it("gives equal words no place where there are more of them than there were", () => {
  const moved = twice("Quite another beginning.", "And a new middle.", `And ${SAME} And a new end.`);
  expect(relocate(moved, same)).toEqual([undefined, undefined]);
});

it("gives equal words of which one is where it was the place that is left", () => {
  const start = `Alpha begins the old note.\n\n${SAME}\n\nBeta was between them.\n\n`;
  const note = `${start}A new paragraph before it.\n\n${SAME}\n\nAnd a new end.\n`;
  const second = note.lastIndexOf(SAME);
  expect(relocate(note, same)).toEqual([
    { start: note.indexOf(SAME), end: note.indexOf(SAME) + SAME.length },
    { start: second, end: second + SAME.length },
  ]);
});

it("answers for each of several, in their order", () => {
  const title = anchorQuote(NOTE, { start: 2, end: 7 });
  const moved = `New.\n\n${NOTE}`;
  const places = relocate(moved, [anchor, title]);
  expect(places.map((place) => place && moved.slice(place.start, place.end))).toEqual([QUOTE, "Title"]);
  expect(relocate(NOTE, [])).toEqual([]);
});

it("reads the note once for many reviews, and keeps apart what each of them quotes", () => {
  const note = "Same words. More. Same words. A rewritten end.";
  const first = anchorQuote("Same words. Else. Same words.", { start: 0, end: 11 });
  const second = anchorQuote("Same words. Else. Same words.", { start: 18, end: 29 });
  const gone = anchorQuote("Never said.", { start: 0, end: 11 });
  const lists = [[first], [second, gone], [], [gone]];
  expect(quoteRelocator(note)(lists)).toEqual(lists.map((quotes) => relocate(note, quotes)));
});
