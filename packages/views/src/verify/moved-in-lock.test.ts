import { openCorpus } from "@review/corpus";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expect, it } from "vitest";
import type { Unmet } from "./decide-pair.ts";
import { movedInLockFinder } from "./moved-in-lock.ts";

const [NOTE, GATE] = ["a".repeat(64), "b".repeat(64)];
const ENTRY = {
  ...{ gate: "g", gateVersion: GATE, noteSha: NOTE, model: "opus", decision: "pass", evidence: "observed" },
  ...{ kind: "full-review", at: "2026-03-01T12:00:00.000Z", findings: [] },
};
const MISSING: Unmet = { kind: "missing", reason: "nothing is accepted" };

/** What is said of two notes of one text, where the lock has it under so many names that are gone. */
async function twoOf(names: number) {
  const { root } = makeKnowledgeBase(
    Object.fromEntries(
      Array.from({ length: names }, (_, at) => [
        `review.lock/kb/notes/gone-${at + 10}.md.json`,
        `[\n${JSON.stringify(ENTRY)}\n]\n`,
      ]),
    ),
  );
  const policy = {
    ...{ partitions: undefined, failOn: "fail" as const },
    ...{ requireObserved: false, acceptStale: [] },
  };
  const find = movedInLockFinder(await openCorpus({ cwd: root, root }), new Set(), policy);
  const pair = { noteSha: NOTE, gate: { id: "g", sha: GATE, check: undefined } };
  return [await find(pair, MISSING), await find(pair, { ...MISSING })];
}

it("tells of twenty names that are gone, and how many more there are", async () => {
  const [first, second] = await twoOf(23);
  expect(first?.movedFrom).toHaveLength(20);
  expect(first?.reason).toMatch(
    /^accepted as kb\/notes\/gone-10\.md, .*, kb\/notes\/gone-29\.md and 3 more, names that are gone: /,
  );
  expect(second).toEqual(first);
  const [few] = await twoOf(2);
  expect(few?.reason).toContain("accepted as kb/notes/gone-10.md, kb/notes/gone-11.md, names that are gone");
  expect((await twoOf(0))[0]).toBe(MISSING);
});
