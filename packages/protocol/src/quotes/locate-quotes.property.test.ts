import fc from "fast-check";
import { expect, it } from "vitest";
import { foldMarkdown } from "./fold-markdown.ts";
import { locateQuotes, standsPlainly } from "./locate-quotes.ts";

const NAMES = ["Ada", "Grace", "Linus", "München", "naïveté", "Zoë"];
const WORDS = [
  "is",
  "not",
  "never",
  "safe",
  "the",
  "disk",
  "writes",
  "to",
  "a",
  "cache",
  "without",
  "loss",
  "every",
  "hour",
];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 2, arbitrary: fc.nat(9999).map(String) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => `${a}.${b}`) },
);
const sentence = fc.array(word, { minLength: 5, maxLength: 14 });
const note = fc.array(sentence, { minLength: 1, maxLength: 6 });

/** A sentence with one thing changed within it, never only cut at an end. */
const mutations: Readonly<Record<string, (words: string[], at: number, random: number) => string[]>> = {
  digit: (words, at, random) => {
    const chosen = words.map((each, index) => (/\d/.test(each) ? index : -1)).filter((index) => index >= 0);
    const index = chosen[at % Math.max(1, chosen.length)] ?? -1;
    return words.map((each, now) =>
      now === index ? each.replace(/\d/, (digit) => String((Number(digit) + 1 + (random % 9)) % 10)) : each,
    );
  },
  "dropped word": (words, at) => words.filter((_, index) => index !== 1 + (at % (words.length - 2))),
  "added negation": (words, at) => words.toSpliced(1 + (at % (words.length - 1)), 0, "hardly"),
  name: (words, at, random) => words.with(at % words.length, ["Eve", "Mallory", "Trent"][random % 3] ?? ""),
  order: (words, at) => {
    const index = at % (words.length - 1);
    return words.with(index, words[index + 1] ?? "").with(index + 1, words[index] ?? "");
  },
};

/** The same words in other Markdown; each says something about lines or about single words. */
/** Words that are links where they stand in brackets. */
const LABELLED = [...NAMES, "not", "safe", "disk"];
const LABELS = `\n\n${LABELLED.map((each) => `[${each}]: x.md`).join("\n")}\n`;

const dresses: ((words: string[], at: number) => string)[] = [
  (words, at) => words.with(at % words.length, `**${words[at % words.length]}**`).join(" "),
  (words, at) => words.with(at % words.length, `_${words[at % words.length]}_`).join(" "),
  (words, at) => words.with(at % words.length, `\`${words[at % words.length]}\``).join(" "),
  (words, at) => words.with(at % words.length, `[${words[at % words.length]}](https://x.y/z)`).join(" "),
  (words, at) => words.with(at % words.length, `[[Page|${words[at % words.length]}]]`).join(" "),
  (words) => `> ${words.slice(0, 3).join(" ")}\r\n> ${words.slice(3).join("  ")}`,
  (words) => `- ${words.slice(0, 2).join("\u00a0")}\n  ${words.slice(2).join("\t")}`,
  (words) => `| ${words.slice(0, 2).join(" ")} | ${words.slice(2).join(" ")} |`,
  (words) => words.join(" ").normalize("NFD"),
  (words) => words.join("\n"),
  (words) => words.join("&nbsp;"),
  (words) => words.join("<br>\n"),
  (words, at) => words.with(at % words.length, `<kbd>${words[at % words.length]}</kbd>`).join(" "),
  (words) => `<p class="a">\n${words.slice(0, 3).join(" ")} <!-- not -->\n${words.slice(3).join(" ")}`,
  (words) => `${words.slice(0, 2).join("[^1] ")} {/* never */}${words.slice(2).join(" ")}`,
  (words) => words.map((each) => (LABELLED.includes(each) ? `[${each}]` : each)).join(" "),
  (words) => words.join("\u00ad \u200b"),
];
const dress = fc.oneof(
  fc.constant((words: string[]) => words.join(" ")),
  fc.constantFrom(...dresses),
);

it.each(Object.entries(mutations))("no quote with a change is taken: %s", (_, mutate) => {
  fc.assert(
    fc.property(note, dress, fc.nat(), fc.nat(), fc.nat(), (sentences, dress, which, at, random) => {
      const chosen = sentences[which % sentences.length] ?? [];
      const changed = mutate(chosen, at, random).join(" ");
      const plain = sentences.map((words) => words.join(" ")).join(". ");
      // By chance the changed sentence may be another one of the note.
      fc.pre(!plain.includes(changed));
      const text = `${sentences.map((words) => dress(words, at)).join(".\n\n")}.${LABELS}`;
      expect(locateQuotes(text, [changed])).toEqual([undefined]);
    }),
    { numRuns: 2500 },
  );
});

it("a quote is found in whatever dress its words stand in the note, and exactly there", () => {
  const sign = fc.constantFrom("%", "€", ":", "?", "🙂", "(so)", "don't");
  const signed = fc
    .tuple(sentence, fc.array(fc.tuple(fc.nat(99), sign), { maxLength: 3 }))
    .map(([words, signs]) =>
      signs.reduce((all, [at, each]) => all.toSpliced(1 + (at % all.length), 0, each), words),
    );
  const dressed = fc.tuple(signed, fc.constantFrom(...dresses), fc.nat());
  fc.assert(
    fc.property(
      note,
      dressed,
      fc.nat(6),
      fc.constantFrom("🙂 ", "", "é "),
      (others, [words, dress, at], before, prefix) => {
        const marked = `${words.join(" ")} uniquely`.split(" ");
        const paragraphs = others.map((each) => prefix + each.join(" "));
        const place = before % (paragraphs.length + 1);
        const text = paragraphs.toSpliced(place, 0, dress(marked, at)).join("\n\n") + LABELS;
        const [found] = locateQuotes(text, [marked.join(" ")]);
        const there = text.slice(found?.start, found?.end);
        expect(there.normalize("NFC").startsWith(marked[0] ?? "")).toBe(true);
        expect(there.endsWith("uniquely")).toBe(true);
        expect(text.indexOf("uniquely")).toBeLessThan(found?.end ?? 0);
        expect(found?.start ?? 0).toBeGreaterThanOrEqual(paragraphs.slice(0, place).join("\n\n").length);
      },
    ),
    { numRuns: 3000 },
  );
});

it("folding any text ends, keeps the offsets in order and within the text, and is the same made twice", () => {
  const piece = fc.constantFrom(
    "a",
    "1",
    " ",
    "\n",
    "\r\n",
    ">",
    "- ",
    "1. ",
    "*",
    "_",
    "`",
    "~~",
    "[",
    "](",
    "]",
    ")",
    "[[",
    "|",
    "]]",
    "<https://x>",
    "\\",
    "é",
    "e\u0301",
    "🙂",
    "—",
    "…",
    "\n\n",
    "&amp;",
    "&nbsp;",
    "&NotEqualTilde;",
    "&#0;",
    "<b>",
    "</b>",
    "<br/>",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    "[^1]",
    "**",
    "[a]: x\n",
    ":",
    "%",
    "!",
    "```",
    "\ufe0f",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), fc.boolean(), (pieces, numbers, shown) => {
      const text = pieces.join("");
      const { text: folded, starts, ends, paragraphs } = foldMarkdown(text, { numbers, shown });
      expect([starts.length, ends.length]).toEqual([folded.length, folded.length]);
      for (let at = 0; at < folded.length; at += 1) {
        expect(ends[at]).toBeGreaterThan(starts[at] ?? 0);
        expect(ends[at]).toBeLessThanOrEqual(text.length);
        if (at > 0) expect(starts[at]).toBeGreaterThanOrEqual(starts[at - 1] ?? 0);
      }
      expect(paragraphs).toEqual(paragraphs.toSorted((a, b) => a - b));
    }),
    { numRuns: 5000 },
  );
});

it("what stands plainly in a note is found there, and most of what is copied from it stands so", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "b", "1", ".", "-", " ", "\n", "*", "é"),
    maxLength: 30,
  });
  let [plain, copied] = [0, 0];
  fc.assert(
    fc.property(text, text, fc.nat(30), fc.nat(10), (written, random, start, length) => {
      for (const quote of [random, written.slice(start, start + length)]) {
        const [place] = locateQuotes(written, [quote]);
        if (standsPlainly(written, quote)) {
          plain += 1;
          expect(written.slice(place?.start, place?.end)).toBe(quote);
        }
        if (place && quote === quote.trim() && written.includes(quote)) copied += 1;
      }
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(copied / 2);
});
