import { expect, it } from "vitest";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { quoteRelocator } from "./relocate-quotes.ts";

/** The quotes of one review alone. */
const relocate = (note: string, quotes: readonly QuoteAnchor[]) => quoteRelocator(note)([quotes])[0] ?? [];

/** Quotes of a note, each the nth time that its words stand there. */
const anchors = (note: string, ...quotes: readonly [words: string, nth?: number][]) =>
  quotes.map(([words, nth = 0]) => {
    let start = -1;
    for (let time = 0; time <= nth; time += 1) start = note.indexOf(words, start + 1);
    return anchorQuote(note, { start, end: start + words.length });
  });

/** On which line each of some quotes of an older text stands in a newer one. */
function linesIn(note: string, quotes: ReturnType<typeof anchors>): (number | undefined)[] {
  return relocate(note, quotes).map((place) => place && note.slice(0, place.start).split("\n").length);
}

const FENCED = "# Taking one out\n\n```\ngrep -rn checkout src\n```\n\nRemove the branch.\n";

it("finds what is no word, such as a fence, by the text of its line and what is around it", () => {
  const quotes = anchors(FENCED, ["```"], ["```", 1]);
  expect(linesIn(`New on top.\n\n${FENCED}`, quotes)).toEqual([5, 7]);
  // Neither fence is where the other one was.
  expect(linesIn(`${FENCED}\n\`\`\`\nls\n\`\`\`\n`, quotes)).toEqual([3, 5]);
  expect(linesIn("```\nanother one\n```\n", quotes)).toEqual([undefined, undefined]);
});

const ASKED = "Before it.\n\n## Why?\n\nBecause.\n\n## What for?\n\nFor that.\n";

it("finds a mark of punctuation in its line, whatever is around that by now", () => {
  const quotes = anchors(ASKED, ["?"], ["?", 1]);
  const now =
    "All is new here.\n\n## What for?\n\nAnd nothing.\n\nIs it? So it is?\n\n## Why?\n\nSo says nobody.\n";
  expect(linesIn(now, quotes)).toEqual([9, 3]);
});

it("gives no place to a line that is gone, though another one says the same", () => {
  const twice = `${ASKED}\n## Why?\n\nOnce more, and for other reasons.\n`;
  const quotes = anchors(twice, ["?"], ["?", 2]);
  const now = "All is new.\n\n## Why?\n\nNothing of it is as it was. Is it? No? No.\n";
  expect(linesIn(now, quotes)).toEqual([undefined, undefined]);
  expect(linesIn("All is new.\n\n## Whyever?\n\nIs it?\n", quotes)).toEqual([undefined, undefined]);
});

it("takes of several lines the one that has most of what was around it", () => {
  const quotes = anchors(ASKED, ["?"]);
  const now = `New one? New two?\n\n## Why?\n\nQuite another reason? Yes?\n\n${ASKED}`;
  expect(linesIn(now, quotes)).toEqual([9]);
});
