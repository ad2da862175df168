import { describe, expect, it } from "vitest";
import { locateQuotes } from "./locate-quotes.ts";

/** What the note has where the quote was found. */
function found(note: string, quote: string): string | undefined {
  const [place] = locateQuotes(note, [quote]);
  return place && note.slice(place.start, place.end);
}

describe("a quote is found", () => {
  it.each<[string, string, string, string?]>([
    ["as it stands there", "One two. Three four.", "two. Three"],
    ["over wrapped lines", "One two\nthree   four", "two three four", "two\nthree   four"],
    ["over CRLF", "One two\r\nthree", "two three", "two\r\nthree"],
    ["wrapped otherwise", "One two three", "One\ntwo three", "One two three"],
    ["in a block quote", "> One two\n> three\n> four", "two three four", "two\n> three\n> four"],
    ["in a list", "- One two\n  three\n- four", "two three four", "two\n  three\n- four"],
    ["over the numbers of a list", "1. One\n2. Two", "One Two", "One\n2. Two"],
    ["with the numbers of a list", "1. One\n2. Two", "1. One 2. Two", "1. One\n2. Two"],
    ["under a heading", "## One\n\nTwo", "One Two", "One\n\nTwo"],
    ["without emphasis", "One **two** _three_ ~~four~~", "One two three four", "One **two** _three_ ~~four"],
    ["with emphasis of its own", "One two three", "One **two** three", "One two three"],
    ["without code marks", "Run `npm test` now", "Run npm test now", "Run `npm test` now"],
    [
      "with the text of a link",
      "See [the page](https://a.b/c_(d)) now",
      "See the page now",
      "See [the page](https://a.b/c_(d)) now",
    ],
    ["of a reference", "See [the page][1] now", "the page now", "the page][1] now"],
    ["of an image", "See ![a cat](cat.png) now", "See a cat now", "See ![a cat](cat.png) now"],
    [
      "of a wiki link",
      "See [[Some page|that one]] now",
      "See that one now",
      "See [[Some page|that one]] now",
    ],
    ["of a plain wiki link", "See [[Some page]] now", "See Some page now", "See [[Some page]] now"],
    ["of an address", "See <https://a.b/c> now", "See https://a.b/c now", "See <https://a.b/c> now"],
    ["with typographic marks", 'It\'s "so" - it is...', "It’s “so” — it is…", 'It\'s "so" - it is...'],
    ["with typewriter marks", "It’s “so” — it is…", 'It\'s "so" -- it is...', "It’s “so” — it is…"],
    ["in a row of a table", "| a | b |\n| --- | --- |\n| c **d** | e |", "c d e", "c **d** | e"],
    ["composed", "cafe\u0301 noir", "caf\u00e9 noir", "cafe\u0301 noir"],
    ["decomposed", "caf\u00e9 noir", "cafe\u0301 noir", "caf\u00e9 noir"],
    [
      "in Korean, decomposed",
      "\ud55c\uae00 \uc774\ub2e4",
      "\ud55c\uae00 \uc774\ub2e4".normalize("NFD"),
      "\ud55c\uae00 \uc774\ub2e4",
    ],
    ["within Chinese", "\u8fd9\u662f\u4e00\u4e2a\u6d4b\u8bd5", "\u662f\u4e00\u4e2a"],
    ["beside astral characters", "🙂 one 🙃 two 🙂", "🙃  two", "🙃 two"],
    ["with no-break spaces", "One\u00a0two", "One two", "One\u00a0two"],
    ["with escapes", "5 \\* 3 \\_x\\_", "5 * 3 _x_", "5 \\* 3 \\_x"],
    ["in quotation marks", "One two three", "“two three”", "two three"],
    [
      "with entities",
      "R&amp;D caf&eacute; isn&#8217;t&nbsp;&#x201C;it&rdquo;",
      "R&D café isn’t “it”",
      "R&amp;D caf&eacute; isn&#8217;t&nbsp;&#x201C;it&rdquo;",
    ],
    ["with entities of its own", "R&D is it", "R&amp;D is\nit", "R&D is it"],
    [
      "without tags",
      "A <b>bold</b> <span\n class=x>word</span> here",
      "bold word here",
      "bold</b> <span\n class=x>word</span> here",
    ],
    ["over a line break of HTML", "One<br>two<br/>\nthree", "One two three", "One<br>two<br/>\nthree"],
    ["over a comment", "One <!-- a\nb --> two", "One two", "One <!-- a\nb --> two"],
    ["over a comment of MDX", "One {/* a */} two", "One two", "One {/* a */} two"],
    [
      "with tags in code",
      "Use `<kbd>` and <kbd>x</kbd> here",
      "Use <kbd> and x here",
      "Use `<kbd>` and <kbd>x</kbd> here",
    ],
    ["with tags as entities", "Use &lt;kbd&gt; here", "Use <kbd> here", "Use &lt;kbd&gt; here"],
    ["with tags, as they are written", "A <b>bold</b>\nword", "A <b>bold</b> word", "A <b>bold</b>\nword"],
    [
      "without marks of footnotes",
      "One two[^1], three.[^long-name] Four",
      "two, three. Four",
      "two[^1], three.[^long-name] Four",
    ],
    [
      "with the text of a short reference",
      "See [the Page] now.\n\n[the page]: x.md",
      "See the Page now",
      "See [the Page] now",
    ],
    ["over emphasis within a word", "이것은 **강조**를 한다", "이것은 강조를 한다", "이것은 **강조**를 한다"],
    ["with a star of code", "Both `*` and `_` are", "Both * and _ are", "Both `*` and `_` are"],
    [
      "without a thin space",
      "It is 40\u202f%, says\u00a0: yes",
      "It is 40%, says: yes",
      "It is 40\u202f%, says\u00a0: yes",
    ],
    ["with a space before a sign", "It is 40%", "is 40 %", "is 40%"],
    ["with a space between emphasis and a sign", "It is **40** % now", "is 40 % now", "is **40** % now"],
    ["with a space before emphasis of a sign", "It is 40 **€** now", "is 40 € now", "is 40 **€** now"],
    ["with a space between a tag and a sign", "It is <b>40</b> € now", "is 40 € now", "is <b>40</b> € now"],
    ["with a line end before a sign", "It is 40\n% now", "is 40 % now", "is 40\n% now"],
    ["with a quoted line end before a sign", "> ici\n> : oui", "ici : oui", "ici\n> : oui"],
    ["with a space before the entity of a sign", "It is 40 &euro; now", "is 40 € now", "is 40 &euro; now"],
    [
      "without soft hyphens",
      "A co\u00adop\u200ber\u200eation &shy;x",
      "A cooperation x",
      "A co\u00adop\u200ber\u200eation &shy;x",
    ],
    ["cut at its closing mark", "It is\n*slow* today", "It is *slow", "It is\n*slow"],
    ["cut in code", "It is\n`slow` today", "It is `slow", "It is\n`slow"],
    ["in parts", "One two three four five.", "One two … five", "One two three four five"],
    ["in parts with brackets", "One two three four five.", "One [...] four", "One two three four"],
  ])("%s", (_, note, quote, expected = quote) => {
    expect(found(note, quote)).toBe(expected);
  });

  it("at the first of its places, and each of several", () => {
    expect(locateQuotes("a b a b", ["a b", "b a", "c"])).toEqual([
      { start: 0, end: 3 },
      { start: 2, end: 5 },
      undefined,
    ]);
  });
});

describe("is no quote:", () => {
  it.each([
    ["a changed digit", "It takes 110 ms and 2.5 GB at -5 degrees", "It takes 111 ms"],
    ["the end of a number", "It takes 110 ms", "10 ms"],
    ["the beginning of a number", "It takes 110 ms", "takes 11"],
    ["a part behind the point", "It takes 2.5 GB", "5 GB"],
    ["a part before the point", "It takes 2.5 GB", "takes 2"],
    ["a number without its sign", "It is -5 degrees", "5 degrees"],
    ["the end of a word", "unsafe code", "safe code"],
    ["the beginning of a word", "safely done", "safe"],
    ["a dropped not", "It is not safe", "It is safe"],
    ["another order", "one two three", "two one three"],
    ["another list number", "1. One\n2. Two", "3. One"],
    ["a product as a number", "2*3 is 6", "23 is 6"],
    ["another letter case", "One Two", "one two"],
    ["parts in another order", "One two three.", "three … One"],
    ["parts in two paragraphs", "One two.\n\nThree four.", "One … four"],
    ["parts in two paragraphs of a block quote", "> One two.\n>\n> Three four.", "One … four"],
    ["two words as one", "He is not able", "notable"],
    ["two words as one, by entities", "He is not&nbsp;able", "notable"],
    ["one word as two", "It is notable", "not able"],
    ["two words beside a footnote's mark as one", "It is not[^1]able", "notable"],
    ["two words beside a line break as one", "It is not<br>able", "notable"],
    ["two numbers as one", "It is 10\u202f000", "10000"],
    ["a power as a number", "It is 10<sup>2</sup> ms", "102 ms"],
    ["another tag in code", "Use `<b>` here", "Use <i> here"],
    ["no tag for one in code", "Use `<b>` here", "Use here"],
    ["code between fences as a tag", "```\na <b> c\n```", "a c"],
    ["another entity", "It is &lt; 5", "It is > 5"],
    ["another tag than the note's", "It <del>is</del> here", "It <ins>is</ins> here"],
    ["a label that nothing defines", "See [not] there", "See not there"],
    ["nothing", "One two", "  "],
    ["marks alone", "One — two", "—"],
  ])("%s", (_, note, quote) => {
    expect(found(note, quote)).toBeUndefined();
  });
});
