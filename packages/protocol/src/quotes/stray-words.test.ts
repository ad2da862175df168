import { expect, it } from "vitest";
import { strayFinder } from "./stray-words.ts";

const LONG = "a sentence of more words than sixty-four units of a text can hold, whatever";

it.each([
  ["short", "a word"],
  ["long", LONG],
  ["of one letter", "a".repeat(100)],
])("words that are %s stand outside of a span where a reader sees them there", (_, words) => {
  const isStray = (text: string) => {
    const start = text.lastIndexOf(words);
    const span = { start, end: start + words.length };
    return strayFinder(text)([span])(span);
  };
  expect(isStray(`So.\n\n${words}\n`)).toBe(false);
  expect(isStray(`${words}\n\n${words}\n`)).toBe(true);
  expect(isStray(`**${words}**\n\n${words}\n`)).toBe(true);
  const [first = "", ...rest] = words.split("");
  const behind = ["<b></b>", "<!-- x -->", "\u200d", "\u202e", "\u034f"].map(
    (unseen) => `${first}${unseen}${rest.join("")}`,
  );
  expect(behind.map((shown) => isStray(`${shown}\n\n${words}\n`))).toEqual(behind.map(() => true));
  expect(isStray(`x${words}x\n\n${words}\n`)).toBe(false);
});
