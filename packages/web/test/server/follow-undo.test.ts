import type { ModelId } from "@review/db";
import { expect, it } from "vitest";
import type { Decided, SeenPair } from "../../src/api/page-action.ts";
import { followUndo } from "../../src/server/follow-undo.ts";

const pair = (acceptanceId: number, changes: Partial<SeenPair> = {}): SeenPair => ({
  notePath: "a.md",
  noteSha: "1",
  gateId: "g",
  gateSha: "2",
  modelId: "m" as ModelId,
  acceptanceId,
  ...changes,
});
const accepted = (seen: SeenPair): Decided => ({
  action: { kind: "accept", pair: pair(1) },
  undo: [{ kind: "reopen", pair: seen, remark: "x" }],
});

it("names the acceptance that stands now, of the same pair in the same versions alone", () => {
  const others = [
    pair(5, { notePath: "b.md" }),
    pair(5, { noteSha: "3" }),
    pair(5, { modelId: "n" as ModelId }),
  ];
  const waived: Decided = {
    action: { kind: "waive", keys: ["k"], reason: "x" },
    undo: [{ kind: "unwaive", keys: ["k"], reason: "x" }],
  };
  const earlier = [accepted(pair(5)), ...others.map(accepted), waived];
  const followed = followUndo(earlier, accepted(pair(9)));
  expect(followed).toEqual([accepted(pair(9)), ...others.map(accepted), waived]);
  expect(followUndo(earlier, waived)).toEqual(earlier);
});
