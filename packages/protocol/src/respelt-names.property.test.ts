import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NoteOutcome, parseBundle } from "./parse-bundle.ts";
import { renderSentinel } from "./sentinel.ts";
import { foldName } from "./spelling.ts";

const TOKEN = "1f2e3d4c";

/** What a name is made of, each in its spellings. */
const LETTERS: readonly (readonly string[])[] = [
  ["a"],
  ["/"],
  ["é", "e\u0301"],
  ["ệ", "e\u0323\u0302", "e\u0302\u0323", "ê\u0323"],
  [" ", "\u00a0", "\u202f", "\u2009"],
  ["'", "’", "‘", "´"],
  ['"', "“", "”", "«"],
];

/** A spelling of a name; with the same letters and other `choices` it is another spelling of it. */
interface Spelling {
  readonly letters: readonly number[];
  readonly choices: readonly number[];
}

const choices = fc.array(fc.nat(3), { minLength: 6, maxLength: 6 });
const name: fc.Arbitrary<Spelling> = fc.record({
  letters: fc.array(fc.nat(LETTERS.length - 1), { minLength: 1, maxLength: 6 }),
  choices,
});

function spell({ letters, choices: chosen }: Spelling): string {
  return letters
    .map((letter, index) => {
      const spellings = LETTERS[letter] ?? [];
      return spellings[(chosen[index] ?? 0) % spellings.length] ?? "";
    })
    .join("");
}

/** How the START and the END line of a block respell its name. */
const respelling = fc.record({ start: choices, end: choices });
type Respelling = { readonly start: readonly number[]; readonly end: readonly number[] };

interface Asked {
  readonly note: Spelling;
  readonly noteAs: Respelling;
  readonly gates: readonly { readonly gate: Spelling; readonly gateAs: Respelling }[];
}

/** Some notes with some gates; no two have the same name by `keyOf`. */
function someNotes(keyOf: (name: string) => string): fc.Arbitrary<Asked[]> {
  const gate = fc.record({ gate: name, gateAs: respelling });
  const gates = fc.uniqueArray(gate, {
    selector: (one) => keyOf(spell(one.gate)),
    minLength: 1,
    maxLength: 4,
  });
  const note = fc.record({ note: name, noteAs: respelling, gates });
  return fc.uniqueArray(note, { selector: (one) => keyOf(spell(one.note)), minLength: 1, maxLength: 6 });
}

/** A good answer, but for the spelling; each review says what it is about. */
function answer(asked: readonly Asked[]): NoteOutcome[] {
  const block = (kind: "note" | "gate", spelling: Spelling, as: Respelling, inside: string) => [
    renderSentinel(`${kind}-start`, TOKEN, spell({ ...spelling, choices: as.start })),
    inside,
    renderSentinel(`${kind}-end`, TOKEN, spell({ ...spelling, choices: as.end })),
  ];
  const text = asked.flatMap(({ note, noteAs, gates }) => {
    const inside = gates.flatMap(({ gate, gateAs }) =>
      block("gate", gate, gateAs, `${about(note, gate)}\n\n## Result: PASS`),
    );
    return block("note", note, noteAs, inside.join("\n"));
  });
  const expected = asked.map(({ note, gates }) => ({
    notePath: spell(note),
    gateIds: gates.map(({ gate }) => spell(gate)),
  }));
  return parseBundle(text.join("\n"), { token: TOKEN, expected });
}

const about = (note: Spelling, gate: Spelling) => `About ${JSON.stringify([spell(note), spell(gate)])}.`;

function allFound(asked: readonly Asked[]) {
  return asked.map(({ note, gates }) => ({
    notePath: spell(note),
    reviews: gates.map(({ gate }) => ({
      gateId: spell(gate),
      decision: "pass",
      rationaleMarkdown: about(note, gate),
      findings: [],
    })),
    problems: [],
    range: { start: expect.any(Number), end: expect.any(Number) },
  }));
}

/** The same answer with every name as it was asked for. */
function exactly(asked: readonly Asked[]): Asked[] {
  const as = ({ choices: chosen }: Spelling) => ({ start: chosen, end: chosen });
  return asked.map(({ note, gates }) => ({
    note,
    noteAs: as(note),
    gates: gates.map(({ gate }) => ({ gate, gateAs: as(gate) })),
  }));
}

/** Whether a line is spelled exactly like another of the names that were asked for: then it means that one. */
function isTakenForAnother(spelling: Spelling, as: Respelling, all: readonly Spelling[]): boolean {
  const names = all.map(spell);
  return [as.start, as.end].some((chosen) => {
    const written = spell({ ...spelling, choices: chosen });
    return written !== spell(spelling) && names.includes(written);
  });
}

describe("names that the answer spells otherwise", () => {
  it("are found where no two requested names differ in spelling alone", () => {
    fc.assert(
      fc.property(someNotes(foldName), (asked) => {
        expect(answer(asked)).toEqual(allFound(asked));
      }),
      { numRuns: 500 },
    );
  });

  it("are never taken for another one where some do", () => {
    fc.assert(
      fc.property(someNotes(String), (asked) => {
        const notes = asked.map(({ note }) => note);
        fc.pre(!asked.some(({ note, noteAs }) => isTakenForAnother(note, noteAs, notes)));
        for (const { gates } of asked) {
          const ids = gates.map(({ gate }) => gate);
          fc.pre(!gates.some(({ gate, gateAs }) => isTakenForAnother(gate, gateAs, ids)));
        }
        for (const [index, { notePath, reviews, problems }] of answer(asked).entries()) {
          const { note, noteAs, gates } = asked[index] ?? { note: undefined, gates: [] };
          if (note === undefined) throw new Error("an outcome of nothing");
          for (const { gateId, rationaleMarkdown } of reviews) {
            expect(rationaleMarkdown).toBe(`About ${JSON.stringify([notePath, gateId])}.`);
          }
          const isExact = spell({ ...note, choices: noteAs.start }) === notePath;
          const alike = notes.filter((other) => foldName(spell(other)) === foldName(notePath));
          const codes = problems.map(({ code }) => code);
          expect(codes.includes("ambiguous-note-block")).toBe(!isExact && alike.length > 1);
          if (problems.length === 0) expect(reviews).toHaveLength(gates.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are found by their exact spelling, whatever other names there are", () => {
    fc.assert(
      fc.property(someNotes(String), (asked) => {
        expect(answer(exactly(asked))).toEqual(allFound(asked));
      }),
      { numRuns: 500 },
    );
  });
});
