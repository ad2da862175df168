import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitWords } from "./split-words.ts";

describe("splitWords", () => {
  it.each([
    ["prog", ["prog"]],
    ["  prog  a\tb \n", ["prog", "a", "b"]],
    ["prog 'a b' \"c d\" e\\ f", ["prog", "a b", "c d", "e f"]],
    ["prog ''", ["prog", ""]],
    ["a'b c'\"d\"e", ["ab cde"]],
    ["'a\"b' \"c'd\"", ['a"b', "c'd"]],
    ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
    ["'a\\b'", ["a\\b"]],
    ["grep -E 'a|b; $HOME `x` > & <' \\| \\$x \\`", ["grep", "-E", "a|b; $HOME `x` > & <", "|", "$x", "`"]],
    ['grep "a|b;<>&"', ["grep", "a|b;<>&"]],
    ['grep foo$ a$/ "b$"', ["grep", "foo$", "a$/", "b$"]],
    ["ls *.md ~ {a,b} #x", ["ls", "*.md", "~", "{a,b}", "#x"]],
    ["a 'two\nlines'", ["a", "two\nlines"]],
    ["a\\  ", ["a "]],
    ["ünï\u00a0x", ["ünï\u00a0x"]],
  ])("splits %j", (line, words) => {
    expect(splitWords(line)).toEqual({ words });
  });

  it.each([
    ["", "is empty"],
    [" \t\n", "is empty"],
    ["a 'b", "has a quote that is not closed"],
    ['a "b', "has a quote that is not closed"],
    ['a "b\\"', "has a quote that is not closed"],
    ["a \\", "ends in a backslash"],
    ["a | b", "has |, which needs a shell"],
    ["a && b", "has &, which needs a shell"],
    ["a; b", "has ;, which needs a shell"],
    ["a < b", "has <, which needs a shell"],
    ["a 2>&1", "has >, which needs a shell"],
    ["a `b`", "has `, which needs a shell"],
    ["a $(b)", "has $, which needs a shell"],
    ["a $HOME", "has $, which needs a shell"],
    [`a \${HOME}`, "has $, which needs a shell"],
    ['a "$(b)"', "has $, which needs a shell"],
    ['a "`b`"', "has `, which needs a shell"],
    [
      "a\nb",
      "has several lines, which needs a shell, and none is used; write a list of words, or call a script",
    ],
  ])("refuses %j", (line, problem) => {
    expect(splitWords(line)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it("gives back any words that were quoted, in either way", () => {
    const quoteSingle = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
    const quoteDouble = (word: string) => `"${word.replace(/[\\"`$]/g, "\\$&")}"`;
    const quote = fc.constantFrom(quoteSingle, quoteDouble);
    const word = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."a '\"\\$`|\n".split("")) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(word, quote), { minLength: 1 }), (quoted) => {
        const line = quoted.map(([text, write]) => write(text)).join(" ");
        expect(splitWords(line)).toEqual({ words: quoted.map(([text]) => text) });
      }),
    );
  });

  it("answers for any text", () => {
    const soup = fc.string({ unit: fc.constantFrom(..."ab '\"\\$`|&;<>(\n\t".split("")) });
    fc.assert(
      fc.property(soup, (line) => {
        const split = splitWords(line);
        expect("words" in split ? split.words.length > 0 : split.problem.length > 0).toBe(true);
      }),
    );
  });
});
