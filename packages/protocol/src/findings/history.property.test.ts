import fc from "fast-check";
import { expect, it } from "vitest";
import { known } from "../../test/said-findings.ts";
import { locateQuotes } from "../quotes/locate-quotes.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { identifyFindings, type KnownFinding } from "./identify-findings.ts";

/** A note as its author sees it. */
interface Note {
  readonly paragraphs: readonly (readonly Sentence[])[];
  /** Columns at which lines are wrapped. */
  readonly width: number;
  readonly isTypographic: boolean;
  readonly isDressed: boolean;
}

interface Sentence {
  readonly words: readonly string[];
  /** The finding that the reviewer has here, every time. */
  readonly finding?: number;
}

const VOCABULARY =
  "disk cache writes loss hour night memory backup index table latency machine load average result value limit users files store don't clock – queue".split(
    " ",
  );
/** Its second word will be one that no other sentence has. */
const sentence = fc
  .array(fc.oneof(fc.constantFrom(...VOCABULARY), fc.nat(999).map(String)), { minLength: 6, maxLength: 12 })
  .map((words): Sentence => ({ words: ["So", "", ...words, "ends."] }));
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 });
const width = fc.integer({ min: 20, max: 120 });

/** One to six findings in a note, each about a sentence of its own; two may stand side by side. */
const firstNote = fc
  .tuple(
    fc.array(paragraph, { minLength: 4, maxLength: 8 }),
    width,
    fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
  )
  .map(([paragraphs, columns, chosen]): Note => {
    const sentences = paragraphs.flat();
    const marked = new Map(
      [...new Set(chosen.map((at) => at % sentences.length))].map((at, index) => [at, index]),
    );
    let at = -1;
    const mark = (each: Sentence) => {
      at += 1;
      const numbered = { words: each.words.with(1, `no${at}`) };
      const finding = marked.get(at);
      return finding === undefined ? numbered : { ...numbered, finding };
    };
    const markedParagraphs = paragraphs.map((each) => each.map(mark));
    return { paragraphs: markedParagraphs, width: columns, isTypographic: false, isDressed: false };
  });

type Edit = (note: Note, random: number, added: Sentence) => Note;

const edits: Readonly<Record<string, Edit>> = {
  "move a paragraph": (note, random) => {
    const { length } = note.paragraphs;
    const moved = note.paragraphs[random % length] ?? [];
    const others = note.paragraphs.toSpliced(random % length, 1);
    return { ...note, paragraphs: others.toSpliced((random >> 4) % length, 0, moved) };
  },
  "wrap anew": (note, random) => ({ ...note, width: 20 + (random % 100) }),
  "change typographic marks": (note) => ({ ...note, isTypographic: !note.isTypographic }),
  "dress lines and words": (note) => ({ ...note, isDressed: !note.isDressed }),
  "insert a sentence before": (note, random, added) => besideFinding(note, random, (each) => [added, each]),
  "insert a sentence behind": (note, random, added) => besideFinding(note, random, (each) => [each, added]),
  "insert sentences around": (note, random, added) =>
    besideFinding(note, random, (each) => [added, each, { words: added.words.toReversed() }]),
  "insert a paragraph": (note, random, added) => ({
    ...note,
    paragraphs: note.paragraphs.toSpliced(random % note.paragraphs.length, 0, [added]),
  }),
  "change a word of each other sentence": (note, random) => ({
    ...note,
    paragraphs: note.paragraphs.map((sentences) =>
      sentences.map((each) => (each.finding === undefined ? changed(each, random) : each)),
    ),
  }),
};

function besideFinding(note: Note, random: number, replace: (found: Sentence) => Sentence[]): Note {
  const findings = note.paragraphs.flat().filter(({ finding }) => finding !== undefined);
  const chosen = findings[random % findings.length];
  const paragraphs = note.paragraphs.map((sentences) =>
    sentences.flatMap((each) => (each === chosen ? replace(each) : [each])),
  );
  return { ...note, paragraphs };
}

function changed(each: Sentence, random: number): Sentence {
  return { ...each, words: each.words.with(2 + (random % (each.words.length - 3)), `changed${random % 99}`) };
}

function render(note: Note): string {
  const paragraphs = note.paragraphs.map((sentences, index) => {
    const words = sentences.flatMap((each) =>
      each.words.map((word, at) => (note.isDressed && at === 2 ? `**${word}**` : word)),
    );
    const [line, ...lines] = wrap(words, note.width);
    const isQuoted = note.isDressed && index % 2 === 1;
    return [line, ...lines].map((each) => (isQuoted ? `> ${each}` : each)).join("\n");
  });
  const text = `${paragraphs.join("\n\n")}\n`;
  return note.isTypographic ? text.replaceAll("'", "’").replaceAll(" – ", " — ") : text;
}

function wrap(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < columns)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * What the reviewer says about a version, in other words and in another order each time, quoting a word more or less, with the finding
 * behind each.
 */
function review(note: Note, round: number) {
  const text = render(note);
  const sentences = note.paragraphs.flat().filter(({ finding }) => finding !== undefined);
  const quotes = sentences.map(({ words }, index) => {
    const chosen = (round + index) % 3;
    return words.slice(chosen === 1 ? 1 : 0, chosen === 2 ? -1 : undefined).join(" ");
  });
  const found = locateQuotes(text, quotes).map((place, index) => {
    if (!place) throw new Error(`"${quotes[index]}" is not in the note`);
    const finding = sentences[index]?.finding ?? -1;
    return { finding, message: `${finding} in round ${round}`, quotes: [anchorQuote(text, place)] };
  });
  return { text, found: round % 2 === 0 ? found : found.toReversed() };
}

const historyOfTen = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(9999), sentence), {
  minLength: 10,
  maxLength: 10,
});

const unedited: readonly [string, number, Sentence] = ["", 0, { words: ["", ""] }];

it("ten reviews of an edited note give no finding a new key, and never the key of another", () => {
  fc.assert(
    fc.property(firstNote, historyOfTen, (first, history) => {
      let note = first;
      let previous: KnownFinding[] = [];
      const keys = new Map<number, string>();
      for (const [round, [name, random, { words }]] of [unedited, ...history].entries()) {
        note = edits[name]?.(note, random, { words: words.with(1, `new${round}`) }) ?? note;
        const { text, found } = review(note, round);
        const identities = identifyFindings({ notePath: "a.md", gateId: "g", note: text, found, previous });
        for (const [index, { finding }] of found.entries()) {
          const { key = "" } = identities[index] ?? {};
          if (round === 0) keys.set(finding, key);
          expect(key, `finding ${finding} in round ${round}, ${name}`).toBe(keys.get(finding));
        }
        previous = known(found, identities);
      }
      expect(new Set(keys.values()).size).toBe(previous.length);
    }),
    { numRuns: 100 },
  );
});

/** What makes it hard to tell which finding is which: in one edit an old sentence changes or goes, and a new one stands there. */
const confusingEdits: Readonly<Record<string, Edit>> = {
  ...edits,
  "edit a quoted sentence": (note, random) =>
    besideFinding(note, random, (each) => [changed(each, random >> 4)]),
  "replace a quoted sentence": (note, random, added) => besideFinding(note, random, () => [added]),
  "edit a quoted sentence, and put one before": (note, random, added) =>
    besideFinding(note, random, (each) => [added, changed(each, random >> 4)]),
  "edit a quoted sentence, and put one behind": (note, random, added) =>
    besideFinding(note, random, (each) => [changed(each, random >> 4), added]),
};
/** The words of a sentence that says something else: those that any two sentences share are the same. */
const another = sentence.map(({ words }) => ({
  words: words.map((word) => (/^(So|ends\.|don't|–)$/.test(word) ? word : `other${word}`)),
}));
const confusingHistory = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(confusingEdits)), fc.nat(9999), another, fc.boolean()),
  { minLength: 10, maxLength: 10 },
);

it("what is found in a new sentence never gets the key of another finding", () => {
  fc.assert(
    fc.property(firstNote, confusingHistory, (first, history) => {
      let note = first;
      let previous: KnownFinding[] = [];
      const owners = new Map<string, number>();
      for (const [round, [name, random, { words }, forgets]] of history.entries()) {
        const added = { words: words.with(1, `new${round}`), finding: 100 + round };
        note = confusingEdits[name]?.(note, random, added) ?? note;
        const { text, found: all } = review(note, round);
        // The reviewer may have lost sight of all but the new: then nothing else is there to keep the old keys.
        const found = forgets ? all.filter(({ finding }) => finding >= 100 + round) : all;
        const identities = identifyFindings({ notePath: "a.md", gateId: "g", note: text, found, previous });
        for (const [index, { key }] of identities.entries()) {
          const finding = found[index]?.finding ?? -1;
          expect(owners.get(key) ?? finding, name).toBe(finding);
          owners.set(key, finding);
        }
        previous = known(found, identities);
      }
    }),
    { numRuns: 100 },
  );
});
