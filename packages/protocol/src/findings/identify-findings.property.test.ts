import fc from "fast-check";
import { expect, it } from "vitest";
import { known } from "../../test/said-findings.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { identifyFindings } from "./identify-findings.ts";

const gate = { notePath: "notes/a.md", gateId: "g" };

/** Notes in which little tells one place from another. */
const anyNote = fc
  .array(
    fc.constantFrom(
      "the ",
      "cache ",
      "disk. ",
      "5 ",
      "ms\n",
      "**is** ",
      "\n\n- ",
      "“so” ",
      "[a](b) ",
      "🙂 ",
      "磁盘",
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((pieces) => pieces.join(""));
const anyFinding = fc.record({
  message: fc.constantFrom("m", "*m*", "n", ""),
  places: fc.array(fc.tuple(fc.nat(300), fc.nat(30)), { maxLength: 3 }),
});
const anyFindings = fc.array(anyFinding, { maxLength: 8 });

/** Places anywhere, within words and marks, too, as a check may give them. */
function findingsIn(note: string, drafts: readonly { message: string; places: [number, number][] }[]) {
  return drafts.map(({ message, places }) => ({
    message,
    quotes: places.map(([at, length]) => {
      const start = at % note.length;
      return anchorQuote(note, { start, end: Math.min(note.length, start + length) });
    }),
  }));
}

it("keys of one review differ, each finding is continued once at most, and resolved ones keep their keys to themselves", () => {
  fc.assert(
    fc.property(anyNote, anyFindings, anyNote, anyFindings, (before, first, note, second) => {
      const old = findingsIn(before, first);
      const previous = known(old, identifyFindings({ ...gate, note: before, found: old, previous: [] }));
      const found = findingsIn(note, second);
      const identities = identifyFindings({ ...gate, note, found, previous });
      expect(identities).toHaveLength(found.length);
      expect(new Set(identities.map(({ key }) => key)).size).toBe(found.length);
      for (const { key, continues } of identities) {
        expect(key).toMatch(/^[0-9a-f]{16}$/);
        expect(previous.findIndex((each) => each.key === key)).toBe(continues ?? -1);
      }
      expect(identifyFindings({ ...gate, note, found, previous })).toEqual(identities);
    }),
    { numRuns: 2000 },
  );
});

it("a review that finds the same again continues each finding by itself", () => {
  fc.assert(
    fc.property(anyNote, anyFindings, (note, drafts) => {
      const found = findingsIn(note, drafts);
      const first = identifyFindings({ ...gate, note, found, previous: [] });
      const second = identifyFindings({ ...gate, note, found, previous: known(found, first) });
      expect(second).toEqual(first.map(({ key }, index) => ({ key, continues: index })));
    }),
    { numRuns: 2000 },
  );
});

const name = fc.integer({ min: 100, max: 9999 });
/** Sentences that are alike but for one word each. */
const names = fc.uniqueArray(name, { minLength: 2, maxLength: 12 });
const sentenceAbout = (each: number) => `The disk of machine${each} writes without any loss, as measured.`;

function review(all: readonly number[], chosen: readonly number[]) {
  const note = all.map((each) => `${sentenceAbout(each)}\n\n`).join("");
  const found = chosen.map((each) => {
    const start = note.indexOf(sentenceAbout(each));
    return {
      message: "It has no source.",
      quotes: [anchorQuote(note, { start, end: start + sentenceAbout(each).length })],
    };
  });
  return { note, found };
}

it("findings in another order get the same keys in that order", () => {
  const orders = names.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all)),
  );
  fc.assert(
    fc.property(orders, ([all, shuffled, old]) => {
      const { note, found } = review(all, all);
      const before = review(all, old);
      const first = identifyFindings({ ...gate, ...before, previous: [] });
      const previous = known(before.found, first);
      const inOrder = identifyFindings({ ...gate, note, found, previous });
      const other = identifyFindings({ ...gate, note, found: review(all, shuffled).found, previous });
      expect(other).toEqual(shuffled.map((each) => inOrder[all.indexOf(each)]));
    }),
    { numRuns: 300 },
  );
});

it("findings in different paragraphs never merge, however alike they are", () => {
  const reviews = names.chain((all) =>
    fc.tuple(
      fc.subarray(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.option(fc.subarray(all)),
      fc.shuffledSubarray(all),
    ),
  );
  fc.assert(
    fc.property(reviews, ([first, shuffled, kept, chosen]) => {
      // Paragraphs move, and some go or others come: both at once may look like one that was edited.
      const before = review(first, first);
      const after = kept ? shuffled.filter((each) => first.includes(each) && kept.includes(each)) : shuffled;
      const found = chosen.filter((each) => after.includes(each));
      const identities = identifyFindings({ ...gate, ...before, previous: [] });
      const answers = identifyFindings({
        ...gate,
        ...review(after, found),
        previous: known(before.found, identities),
      });
      const expected = found.map((each) => (first.includes(each) ? first.indexOf(each) : undefined));
      expect(answers.map(({ continues }) => continues)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

it("another complaint about less than half of a passage is another finding, wherever in it", () => {
  const spans = fc.tuple(fc.nat(30), fc.integer({ min: 4, max: 20 })).chain(([start, length]) => {
    const part = fc.integer({ min: 1, max: Math.floor((length - 1) / 2) });
    return part.chain((words) =>
      fc.tuple(fc.constant([start, length] as const), fc.nat(length - words), fc.constant(words)),
    );
  });
  const words = Array.from({ length: 60 }, (_, index) => `w${index + 10}`);
  const note = words.join(" ");
  const quoteOf = (from: number, count: number) => {
    const quoted = words.slice(from, from + count).join(" ");
    const start = note.indexOf(quoted);
    return [anchorQuote(note, { start, end: start + quoted.length })];
  };
  fc.assert(
    fc.property(spans, fc.boolean(), ([[start, length], offset, part], isReversed) => {
      const passage = { message: "it is vague", quotes: quoteOf(start, length) };
      const within = { message: "it is wrong", quotes: quoteOf(start + offset, part) };
      const [first, second] = isReversed ? [within, passage] : [passage, within];
      const old = identifyFindings({ ...gate, note, found: [first], previous: [] });
      const asked = { ...gate, note, found: [second], previous: known([first], old) };
      expect(identifyFindings(asked)).toMatchObject([{ continues: undefined }]);
      // The same complaint about it is the same finding.
      const same = [{ ...second, message: first.message }];
      expect(identifyFindings({ ...asked, found: same })).toMatchObject([{ continues: 0 }]);
    }),
  );
});
