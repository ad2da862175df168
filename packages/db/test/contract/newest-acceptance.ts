import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { NewAcceptance, PairUnderModel } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const modelId = "m" as ModelId;
const pairOf = (notePath: string): PairUnderModel => ({ notePath, gateId: "a", modelId });
const shas = { acceptedNoteSha: snapshotOf("a note").sha, acceptedGateSha: snapshotOf("gate a").sha };

async function review(storage: Storage): Promise<void> {
  const run = newRun();
  const gateReviews = run.gates.map(
    ({ gateId }) => ({ gateId, decision: "warn", rationaleMarkdown: "x" }) as const,
  );
  const id = await storage.createRun(run);
  await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** Appends an event of review 1 for a note's pair. */
async function accept(storage: Storage, notePath: string, event: Partial<NewAcceptance>): Promise<void> {
  const acceptanceKind = "trivial-change-ack";
  await storage.appendAcceptances({ pairs: [] }, () => [
    { ...pairOf(notePath), ...shas, acceptedReviewId: 1, acceptanceKind, ...event },
  ]);
}

const override = (remark: string) =>
  ({ acceptanceKind: "manual-override", overrideDecision: "pass", remark }) as const;

/** What a storage must say a pair's freshness rests on. */
export function newestAcceptanceContract(engine: Engine): void {
  describe("newestAcceptance", () => {
    it("is that of the pair under the partition, or none", async () => {
      const storage = await fresh(engine);
      await review(storage);
      expect(await storage.newestAcceptance(pairOf("n.md"))).toMatchObject({ newest: { id: 1, ...shas } });
      expect(await storage.newestAcceptance(pairOf("n.md"))).not.toHaveProperty("override");
      expect(await storage.newestAcceptance(pairOf("o.md"))).toBeUndefined();
      expect(await storage.newestAcceptance({ ...pairOf("n.md"), modelId: "m2" as ModelId })).toBeUndefined();
    });

    it("has the last override of its review, also after an acknowledgement, until it is reviewed again", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, "n.md", override("first"));
      await accept(storage, "n.md", override("second"));
      await accept(storage, "n.md", {});
      const found = await storage.newestAcceptance(pairOf("n.md"));
      expect(found).toMatchObject({ newest: { id: 5 }, override: { id: 4, remark: "second" } });
      await review(storage);
      expect(await storage.newestAcceptance(pairOf("n.md"))).not.toHaveProperty("override");
    });

    it("has the override that was made under an earlier name, until there is one under this name", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, "n.md", override("before the move"));
      await accept(storage, "new.md", {});
      const overrideOf = async (notePath: string) =>
        (await storage.newestAcceptance(pairOf(notePath)))?.override?.remark;
      expect(await overrideOf("new.md")).toBe("before the move");
      await accept(storage, "new.md", override("after it"));
      expect(await overrideOf("new.md")).toBe("after it");
      // What was decided about a later name says nothing about an earlier one.
      expect(await overrideOf("n.md")).toBe("before the move");
    });
  });
}
