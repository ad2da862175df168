import { expect, it } from "vitest";
import { anchorQuote } from "./anchor-quote.ts";
import { relocateQuotes } from "./relocate-quotes.ts";

const NOTE =
  "# Title\n\nThe first sentence says one thing.\n\nThe second sentence says quite another thing.\n";
const QUOTE = "The second sentence says quite another thing.";
const start = NOTE.indexOf(QUOTE);
const anchor = anchorQuote(NOTE, { start, end: start + QUOTE.length });

/** What stands at the place of the quote in a text. */
function relocated(note: string): string | undefined {
  const [place] = relocateQuotes(note, [anchor]);
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
  expect(relocateQuotes("More than few. Few words there.", [few])).toEqual([{ start: 15, end: 24 }]);
  expect(relocateQuotes("Few words, and Few words again.", [few])).toEqual([undefined]);
});

it("answers for each of several, in their order", () => {
  const title = anchorQuote(NOTE, { start: 2, end: 7 });
  const moved = `New.\n\n${NOTE}`;
  const places = relocateQuotes(moved, [anchor, title]);
  expect(places.map((place) => place && moved.slice(place.start, place.end))).toEqual([QUOTE, "Title"]);
  expect(relocateQuotes(NOTE, [])).toEqual([]);
});
