import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, review } from "./events.ts";

const newer = { note: snapshotOf("newer") };

/** The pairs, some words each: the ids of both reviews and what they say; and how many pairs each judged alone. */
async function judgedIn(storage: Storage, first: readonly string[], second: readonly string[]) {
  const sides = { first: first as ModelId[], second: second as ModelId[] };
  const { pairs, alone } = await storage.listJudgedByBoth(sides);
  return [
    ...pairs.map(
      ({ notePath, gateId, first: one, second: other }) =>
        `${notePath} ${gateId}: ${one.reviewId} ${one.decision}, ${other.reviewId} ${other.decision}`,
    ),
    `alone: ${(["first", "second"] as const).map((side) => alone.filter(({ by }) => by === side).length).join(", ")}`,
  ];
}

/** What a storage must say of pairs that two reviewers judged. */
export function judgedByBothContract(engine: Engine): void {
  describe("listJudgedByBoth", () => {
    it("sets beside each other what was said of the same texts", async () => {
      const storage = await fresh(engine);
      expect(await judgedIn(storage, ["m"], ["o"])).toEqual(["alone: 0, 0"]);
      await review(storage, ["warn", "pass"]);
      expect(await judgedIn(storage, ["m"], ["o"])).toEqual(["alone: 2, 0"]);
      await review(storage, ["fail"], { modelId: "o", gates: newRun().gates.slice(0, 1) });
      expect(await judgedIn(storage, ["m"], ["o"])).toEqual(["n.md a: 1 warn, 3 fail", "alone: 1, 0"]);
      expect(await judgedIn(storage, ["o"], ["m"])).toEqual(["n.md a: 3 fail, 1 warn", "alone: 0, 1"]);
      const { pairs } = await storage.listJudgedByBoth({ first: ["m" as ModelId], second: ["o" as ModelId] });
      expect(pairs).toEqual([
        {
          notePath: "n.md",
          gateId: "a",
          noteSha: pairA.noteSha,
          gateSha: pairA.gateSha,
          first: { reviewId: 1, runId: 1, modelId: "m", decision: "warn" },
          second: { reviewId: 3, runId: 2, modelId: "o", decision: "fail" },
        },
      ]);
    });

    it("takes the newest version that both judged, and of it the newest judgement of each", async () => {
      const storage = await fresh(engine);
      for (const modelId of ["m", "o"]) await review(storage, ["pass"], { modelId });
      for (const modelId of ["m", "o"]) await review(storage, ["warn"], { modelId, ...newer });
      await review(storage, ["fail"], { modelId: "p", ...newer });
      await review(storage, ["fail"], { note: snapshotOf("newest") });
      expect(await judgedIn(storage, ["m"], ["o", "p"])).toEqual([
        "n.md a: 5 warn, 9 fail",
        "n.md b: 6 pass, 10 pass",
        "alone: 0, 0",
      ]);
    });

    it("asks neither what a person made of it nor runs that are not completed", async () => {
      const storage = await fresh(engine);
      for (const modelId of ["m", "o"]) await review(storage, ["warn"], { modelId });
      await accept(storage, overrideTo("pass"));
      await storage.createRun(newRun({ ...newer }));
      expect(await judgedIn(storage, ["m"], ["o"])).toContain("n.md a: 1 warn, 3 warn");
    });
  });
}
