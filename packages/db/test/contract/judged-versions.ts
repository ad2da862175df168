import { describe, expect, it } from "vitest";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, review, withdrawal } from "./events.ts";

/** What a storage must say of all that was judged. */
export function judgedVersionsContract(engine: Engine): void {
  describe("listJudgedVersions", () => {
    it("gives what completed runs judged, by note and gate, the oldest first", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await review(storage, ["pass", "fail"], { notePath: "m.md" });
      await review(storage, ["fail", "pass"], { modelId: "o" });
      const all = await storage.listJudgedVersions({ limit: 10 });
      expect(
        all.map(({ notePath, gateId, modelId, decision }) => [notePath, gateId, modelId, decision]),
      ).toEqual([
        ["m.md", "a", "m", "pass"],
        ["m.md", "b", "m", "fail"],
        ["n.md", "a", "m", "warn"],
        ["n.md", "a", "o", "fail"],
        ["n.md", "b", "m", "pass"],
        ["n.md", "b", "o", "pass"],
      ]);
      expect(all[2]).toMatchObject({ ...pairA, reviewId: 1, runId: 1, isOverridden: false });
      expect(await storage.listJudgedVersions({ after: all[2], limit: 2 })).toEqual(all.slice(3, 5));
    });

    it("knows that a person put another decision in its place", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await accept(storage);
      await accept(storage, overrideTo("pass"));
      const all = await storage.listJudgedVersions({ limit: 10 });
      expect(all.map(({ gateId, isOverridden }) => [gateId, isOverridden])).toEqual([
        ["a", true],
        ["b", false],
      ]);
    });

    it("counts no decision that was taken back, until it is made again", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      const isOverridden = async () => (await storage.listJudgedVersions({ limit: 1 }))[0]?.isOverridden;
      await accept(storage);
      await accept(storage, overrideTo("pass"));
      await accept(storage, withdrawal);
      expect(await isOverridden()).toBe(false);
      await accept(storage, { acceptanceKind: "manual-ack", remark: "it holds" });
      expect(await isOverridden()).toBe(false);
      await accept(storage, overrideTo("fail"));
      await accept(storage);
      expect(await isOverridden()).toBe(true);
    });

    it("leaves out what is not completed", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const gateReviews = [{ gateId: "a", decision: "pass" as const, rationaleMarkdown: "fine" }];
      await changeRun(storage, id, () => ({ change: { gateReviews } }));
      expect(await storage.listJudgedVersions({ limit: 10 })).toEqual([]);
    });
  });
}
