import type { SelectedNote } from "@review/corpus";
import type { AcceptedEntry } from "@review/lock";
import { expect, it } from "vitest";
import type { AcceptedSource } from "./accepted-source.ts";
import type { UnmetKind } from "./decide-pair.ts";
import { movedEntriesReader, movedJudge } from "./moved-names.ts";

const [NOTE, GATE, TODAY] = ["a".repeat(64), "b".repeat(64), "2026-03-10"];
const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
const entryOf = (changes: Partial<AcceptedEntry> = {}): AcceptedEntry => ({
  ...{ gate: "g", gateVersion: GATE, noteSha: NOTE, model: "m", decision: "pass", evidence: "observed" },
  ...{ kind: "full-review", at: at(0), findings: [] },
  ...changes,
});
const gates: SelectedNote["gates"] = [];
const noteOf = (path: string): SelectedNote => ({ path, sha: NOTE, size: 1, gates });

/** What is accepted under ten names that are gone, of an hour each, and how often it was asked for. */
async function readGone(changes: Partial<AcceptedEntry> = {}, isGone = true) {
  const names = Array.from({ length: 10 }, (_, index) => `gone${index}.md`);
  let asked = 0;
  const source: AcceptedSource = {
    leftNames: async () => new Map([[NOTE, new Map(names.map((name) => [name, { isGone }]))]]),
    accepted: async (notes) => {
      asked += 1;
      return notes.map((_note, index) => {
        const entries = [entryOf({ ...changes, at: at(index) })];
        return { entries, takenBack: [], locked: [], unread: [], past: async () => [] };
      });
    },
    goneGates: async () => new Map(),
    quarantines: async () => ({ decisions: [], problems: [] }),
    refused: [],
  };
  const read = movedEntriesReader(source, { notes: new Map(), gateIds: new Set(["g"]) });
  const moved = await Promise.all([await read(noteOf("a.md"), []), await read(noteOf("b.md"), [])]);
  return { moved: moved[0], isShared: moved[0] === moved[1], asked };
}

const policy = { partitions: undefined, failOn: "fail", requireObserved: false, acceptStale: [] } as const;
const pairOf = (entries: AcceptedEntry[]) => ({
  ...{ noteSha: NOTE, gate: { id: "g", sha: GATE, check: undefined }, entries, takenBack: [] },
});
const judge = movedJudge({ ...policy, acceptStale: [], minFixtures: undefined }, TODAY);

it("names a few of many names that are gone, how many more there are, and reads them once for all notes of a text", async () => {
  const { moved, isShared, asked } = await readGone();
  expect({ isShared, asked }).toEqual({ isShared: true, asked: 1 });
  const told = judge(pairOf([]), { kind: "missing", reason: "nothing is accepted" }, moved).unmet;
  expect(told?.movedFrom).toEqual(["gone0.md", "gone1.md", "gone2.md"]);
  expect(told?.reason).toMatch(/^accepted as gone0.md, gone1.md, gone2.md and 7 more, names that are gone: /);
});

it("counts as worse what was decided there later, and what is to come as earlier", async () => {
  const { moved } = await readGone({ decision: "fail" });
  const reasonOf = (own: AcceptedEntry) => judge(pairOf([own]), undefined, moved).unmet?.reason;
  expect(reasonOf(entryOf({ at: at(9) }))).toBeUndefined();
  expect(reasonOf(entryOf({ at: at(8) }))).toMatch(/^a FAIL of m stands as gone9.md, a name that is gone: /);
  expect(reasonOf(entryOf({ at: at(3) }))).toContain("gone7.md, gone8.md, gone9.md and 3 more, ");
  expect(reasonOf(entryOf({ model: "other" }))).toContain(" and 7 more, ");
  expect(reasonOf(entryOf({ at: "9999-01-01T00:00:00.000Z" }))).toContain(" and 7 more, ");
});

it("is failing, and nothing that may wait, where something stands against the text under a name that is gone", async () => {
  const { moved } = await readGone({ decision: "fail" });
  const kindOf = (own: AcceptedEntry[], kind: UnmetKind) =>
    judge(pairOf(own), { kind, reason: "so" }, moved).unmet?.kind;
  expect(kindOf([], "missing")).toBe("failing");
  expect(kindOf([], "stale")).toBe("failing");
  expect(kindOf([entryOf({ evidence: "declared" })], "not-observed")).toBe("failing");
  expect(kindOf([entryOf({ at: at(9) })], "stale")).toBe("stale");
});

it("counts what stands of a note that has another text now as of one that is gone", async () => {
  const { moved } = await readGone({ decision: "fail" }, false);
  const told = judge(pairOf([]), { kind: "missing", reason: "nothing is accepted" }, moved).unmet;
  expect(told).toMatchObject({ kind: "failing", isNameThere: true });
  expect(told?.reason).toContain(
    "gone9.md and 7 more, which have other texts now: `review-nested ack --moved OLD NEW`",
  );
  const kindOf = (own: AcceptedEntry) => judge(pairOf([own]), undefined, moved).unmet?.kind;
  expect(kindOf(entryOf({ at: at(9) }))).toBeUndefined();
  expect(kindOf(entryOf({ at: at(3) }))).toBe("failing");
  expect(kindOf(entryOf({ model: "other" }))).toBe("failing");
});

it("tells whoever excuses a pair of all that stands against it, also where it fails by itself", async () => {
  const { moved } = await readGone({ decision: "fail", model: "n" });
  const failing = { kind: "failing", reason: "so" } as const;
  const judged = judge(pairOf([entryOf({ decision: "fail" })]), failing, moved);
  expect(judged.unmet).toBe(failing);
  expect(judged.against.map(({ model }) => model)).toEqual(["n"]);
  expect(judge(pairOf([entryOf({ model: "n", at: at(9) })]), failing, moved).against).toEqual([]);
});
