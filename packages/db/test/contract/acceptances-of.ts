import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { GateVersions, NoteVersion } from "../../src/answers.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { type Engine, fresh } from "./engine.ts";
import { accept, review, withdrawal } from "./events.ts";

const m = "m" as ModelId;
const [first, second] = [snapshotOf("a note"), snapshotOf("newer")];
const shaOf = (gateId: string) => snapshotOf(`gate ${gateId}`).sha;
const note = { notePath: "n.md", noteSha: first.sha };

/** Each gate with its versions, in an order of their own. */
const listed = (versions: GateVersions) =>
  Object.fromEntries(Array.from(versions, ([gateId, shas]) => [gateId, shas.toSorted()]));

/** What is said of each note, without the notes themselves. */
async function recorded(storage: Storage, notes: NoteVersion[], modelId = m) {
  const answers = [];
  for await (const batch of storage.acceptancesOf(modelId, notes)) answers.push(...batch);
  expect(answers.map(({ note }) => note)).toEqual(notes);
  return answers.map(({ accepted }) => listed(accepted));
}

const BOTH = { a: [shaOf("a")], b: [shaOf("b")] };
const ONLY_B = { b: [shaOf("b")] };

/** What a storage must say is recorded of exactly one version of a note. */
export function acceptancesOfContract(engine: Engine): void {
  describe("acceptancesOf", () => {
    it("answers for exactly the asked version, whatever was accepted before or after it", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await review(storage, [], { note: second, gates: [{ gateId: "b", ...snapshotOf("gate b") }] });
      await review(storage, [], { note: first, gates: [{ gateId: "c", ...snapshotOf("gate c") }] });
      const shas = [first.sha, second.sha, snapshotOf("neither").sha];
      const notes = shas.map((noteSha) => ({ notePath: "n.md", noteSha }));
      expect(await recorded(storage, [...notes, { notePath: "none.md", noteSha: first.sha }])).toEqual([
        { a: [shaOf("a")], b: [shaOf("b")], c: [shaOf("c")] },
        { b: [shaOf("b")] },
        {},
        {},
      ]);
    });

    it("keeps ten versions of a note, and of a gate, apart", async () => {
      const storage = await fresh(engine);
      const versions = Array.from({ length: 10 }, (_, index) => snapshotOf(`version ${index}`));
      for (const version of versions) await review(storage, [], { note: version });
      const notes = versions.map(({ sha }) => ({ notePath: "n.md", noteSha: sha }));
      expect(await recorded(storage, notes)).toEqual(versions.map(() => BOTH));
      for (const version of versions) await review(storage, [], { gates: [{ gateId: "a", ...version }] });
      const all = versions.map(({ sha }) => sha);
      expect(await recorded(storage, [note])).toEqual([{ a: all.toSorted() }]);
    });

    it("keeps partitions apart", async () => {
      const storage = await fresh(engine);
      await review(storage, [], { modelId: "other", gates: [{ gateId: "b", ...snapshotOf("gate b") }] });
      expect(await recorded(storage, [note])).toEqual([{}]);
      await review(storage);
      expect(await recorded(storage, [note])).toEqual([BOTH]);
      expect(await recorded(storage, [note], "other" as ModelId)).toEqual([{ b: [shaOf("b")] }]);
    });

    it("names a version once, however often it was accepted", async () => {
      const storage = await fresh(engine);
      for (let count = 0; count < 3; count += 1) await review(storage);
      await accept(storage);
      expect(await recorded(storage, [note])).toEqual([BOTH]);
    });

    it("goes by the last event of a version: taken back, accepted again, taken back again", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, withdrawal);
      expect(await recorded(storage, [note])).toEqual([ONLY_B]);
      await accept(storage, { acceptanceKind: "manual-ack" });
      expect(await recorded(storage, [note])).toEqual([BOTH]);
      await accept(storage, withdrawal);
      expect(await recorded(storage, [note])).toEqual([ONLY_B]);
      await review(storage);
      expect(await recorded(storage, [note])).toEqual([BOTH]);
    });

    it("takes back one version and none of the others", async () => {
      const storage = await fresh(engine);
      await review(storage);
      const newer = { ...note, noteSha: second.sha };
      const clearer = snapshotOf("gate a, clearer").sha;
      await accept(storage, { acceptedNoteSha: second.sha });
      await accept(storage, { acceptedGateSha: clearer });
      await accept(storage, withdrawal);
      expect(await recorded(storage, [note, newer])).toEqual([
        { a: [clearer], b: [shaOf("b")] },
        { a: [shaOf("a")] },
      ]);
    });

    it("goes by the order of the events, whatever their clocks say", async () => {
      let now = new Date("2026-02-01T00:00:00.000Z");
      const storage = await fresh(engine, () => now);
      await review(storage);
      now = new Date("2026-01-01T00:00:00.000Z");
      await accept(storage, withdrawal);
      expect(await recorded(storage, [note])).toEqual([ONLY_B]);
    });

    it("knows a pair that was carried over under both names", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, { notePath: "moved.md" });
      const moved = { ...note, notePath: "moved.md" };
      expect(await recorded(storage, [note, moved])).toEqual([BOTH, { a: [shaOf("a")] }]);
    });

    it("tells notes apart whose gates have ids with any character in them", async () => {
      const storage = await fresh(engine);
      const sha = shaOf("a");
      // Joined by NUL, with or without a sign before the sha, some of these would be the same text.
      const ids = [
        ["x", "y"],
        [`x\0${sha}y`],
        [`x\0+${sha}y`],
        ["x", `y\0+${sha}z`],
        [`x\0+${sha}y`, "z"],
        ["x", "y", "z"],
        ["x", "y\n", "'"],
      ];
      for (const [index, gateIds] of ids.entries()) {
        const gates = gateIds.map((gateId) => ({ gateId, ...snapshotOf("gate a") }));
        await review(storage, [], { notePath: `${index}.md`, gates });
      }
      const notes = ids.map((_, index) => ({ notePath: `${index}.md`, noteSha: first.sha }));
      const expected = ids.map((each) => Object.fromEntries(each.map((id) => [id, [sha]])));
      expect(await recorded(storage, notes)).toEqual(expected);
      expect(await recorded(storage, notes.toReversed())).toEqual(expected.toReversed());
    });

    it("answers for any number of notes, in their order, as often as each is asked for", async () => {
      const storage = await fresh(engine);
      await review(storage);
      const notes = Array.from({ length: 1203 }, (_, index) => ({
        notePath: index % 3 === 0 ? "n.md" : `${index}.md`,
        noteSha: first.sha,
      }));
      expect(await recorded(storage, notes)).toEqual(
        notes.map(({ notePath }) => (notePath === "n.md" ? BOTH : {})),
      );
    });

    it("lets changes be made while it is read", async () => {
      const storage = await fresh(engine);
      await review(storage);
      // More than any engine asks for at once.
      const notes = Array.from({ length: 12_003 }, () => note);
      const seen: number[] = [];
      for await (const [answer] of storage.acceptancesOf(m, notes)) {
        seen.push(answer?.accepted.size ?? 0);
        if (seen.length === 1) await accept(storage, withdrawal);
      }
      expect(seen.length).toBeGreaterThan(2);
      // The next notes may have been asked for by then.
      expect([1, 2]).toContain(seen[1]);
      expect(seen).toEqual([2, seen[1], ...seen.slice(2).fill(1)]);
    });
  });
}
