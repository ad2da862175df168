import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GitTree, gitTree, type Notes, reviewed } from "./git-history.ts";

/** What one side of a merge does, to notes that the other side leaves alone. */
interface Work {
  reviewedAgain?: number;
  added?: number;
  deleted?: number;
  renamed?: number;
}

interface Size {
  notes: number;
  gates: number;
}

const BASE = "2026-03-01T10:00:00.000Z";
const textOf = (name: string) => `# ${name}\n\nWhat there is to say of ${name}, in words of its own.\n`;

function notesOf({ notes, gates }: Size): Notes {
  const names = Array.from({ length: notes }, (_, index) => `notes/part-${index % 6}/note-${index}.md`);
  return new Map(names.map((path) => [path, reviewed(textOf(path), gates, BASE)]));
}

/** The notes after some work: `mine` are those that this side may touch. */
function after(base: Notes, side: string, work: Work, mine: string[], { gates }: Size): Notes {
  const notes = new Map(base);
  const at = side === "ours" ? "2026-03-01T11:00:00.000Z" : "2026-03-01T12:00:00.000Z";
  const take = (amount = 0) => mine.splice(0, amount);
  for (const path of take(work.reviewedAgain)) {
    notes.set(path, reviewed(`${textOf(path)}\nMore by ${side}.\n`, gates, at));
  }
  for (const path of take(work.deleted)) notes.delete(path);
  for (const path of take(work.renamed)) {
    const note = notes.get(path);
    notes.delete(path);
    if (note) notes.set(path.replace("note-", `${side}-`), note);
  }
  for (let index = 0; index < (work.added ?? 0); index += 1) {
    const path = `notes/part-${index % 6}/new-${side}-${index}.md`;
    notes.set(path, reviewed(textOf(path), gates, at));
  }
  return notes;
}

/** Merges what both sides did to different notes: there is no conflict, and the lock is up to date. */
function mergeDifferent(tree: GitTree, base: Notes, size: Size, [ours, theirs]: [Work, Work], seed: number) {
  const shuffled = fc.sample(fc.shuffledSubarray([...base.keys()], { minLength: base.size }), {
    numRuns: 1,
    seed,
  });
  const paths = shuffled[0] ?? [];
  const half = Math.floor(paths.length / 2);
  const [mine, others] = [
    after(base, "ours", ours, paths.slice(0, half), size),
    after(base, "theirs", theirs, paths.slice(half), size),
  ];
  tree.commit("ours", mine);
  tree.commit("theirs", others);
  expect(tree.merge("ours", "theirs")).toEqual([]);
  const both = new Map([...mine, ...others]);
  for (const path of base.keys()) if (!mine.has(path) || !others.has(path)) both.delete(path);
  for (const [path, note] of mine) if (note !== base.get(path)) both.set(path, note);
  expect(tree.plan(both)).toMatchObject({ write: [], remove: [], unchanged: both.size });
}

const LIKE = (work: Work): [Work, Work] => [work, work];
const KNOWLEDGE_BASE: Size = { notes: 157, gates: 35 };

describe("two sides that reviewed different notes merge without a conflict", () => {
  it("where each did some of everything", () => {
    const size = { notes: 40, gates: 6 };
    const tree = gitTree();
    const base = notesOf(size);
    tree.commit("base", base);
    mergeDifferent(tree, base, size, LIKE({ reviewedAgain: 4, added: 3, deleted: 3, renamed: 3 }), 1);
  });

  it.each<[what: string, size: Size, work: Work]>([
    ["8 and 8 reviewed again", KNOWLEDGE_BASE, { reviewedAgain: 8 }],
    ["20 and 20 of 300 reviewed again", { notes: 300, gates: 35 }, { reviewedAgain: 20 }],
    ["5 and 5 new", KNOWLEDGE_BASE, { added: 5 }],
    ["5 new and 5 reviewed again on each side", KNOWLEDGE_BASE, { added: 5, reviewedAgain: 5 }],
    ["deletes and renames, too", KNOWLEDGE_BASE, { added: 5, reviewedAgain: 5, deleted: 5, renamed: 5 }],
  ])("%s, 10 times", { tags: ["slow"] }, (_, size, work) => {
    const tree = gitTree();
    const base = notesOf(size);
    tree.commit("base", base);
    for (let seed = 0; seed < 10; seed += 1) mergeDifferent(tree, base, size, LIKE(work), seed);
  });

  it("whatever each did, 10 times", { tags: ["slow"] }, () => {
    const tree = gitTree();
    const base = notesOf(KNOWLEDGE_BASE);
    tree.commit("base", base);
    const amount = fc.nat({ max: 8 });
    const work = fc.record({ reviewedAgain: amount, added: amount, deleted: amount, renamed: amount });
    const asked = fc.property(work, work, fc.nat(), (ours, theirs, seed) =>
      mergeDifferent(tree, base, KNOWLEDGE_BASE, [ours, theirs], seed),
    );
    fc.assert(asked, { numRuns: 10 });
  });
});

describe("two sides that reviewed the same note", () => {
  const size = { notes: 6, gates: 8 };
  const [path = ""] = notesOf(size).keys();

  it("leave a file in which every entry of both counts, and which is healed", () => {
    const tree = gitTree();
    const base = notesOf(size);
    const before = base.get(path);
    if (!before) throw new Error("there is no such note");
    tree.commit("base", base);
    const again = (at: string, gates: readonly number[]) => {
      const { text, entries } = reviewed(before.text, size.gates, at);
      return {
        text,
        entries: before.entries.map((entry, index) =>
          gates.includes(index) ? (entries[index] ?? entry) : entry,
        ),
      };
    };
    const ours = again("2026-03-01T11:00:00.000Z", [0, 1, 2, 3]);
    const theirs = again("2026-03-01T12:00:00.000Z", [3, 4, 5, 6]);
    tree.commit("ours", new Map(base).set(path, ours));
    tree.commit("theirs", new Map(base).set(path, theirs));
    expect(tree.merge("ours", "theirs")).toEqual([`review.lock/${path}.json`]);
    const times = ["11", "11", "11", "12", "12", "12", "12", "10"];
    const found = [...tree.entriesOf(path)].sort((a, b) => gateNumber(a.gate) - gateNumber(b.gate));
    expect(found.map(({ at }) => at.slice(11, 13))).toEqual(times);
    const healed = new Map(base).set(path, { text: before.text, entries: found });
    expect(tree.plan(healed)).toMatchObject({ write: [{ path: `review.lock/${path}.json` }], remove: [] });
    tree.heal(healed);
    expect(tree.plan(healed)).toMatchObject({ write: [], remove: [], unchanged: size.notes });
  });
});

const gateNumber = (gate: string) => Number(gate.split("-").at(-1));
