import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { NewAcceptance } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";
import type { AcceptableDecision, ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const noteSha = snapshotOf("a note").sha;

/** Completes a run over gates a and b; returns the ids of its reviews. */
async function review(
  storage: Storage,
  decisions: [a: AcceptableDecision, b: AcceptableDecision],
  changes: Parameters<typeof newRun>[0] = {},
): Promise<number[]> {
  const id = await storage.createRun(newRun(changes));
  const gateReviews = decisions.map((decision, index) => ({
    gateId: index === 0 ? "a" : "b",
    decision,
    rationaleMarkdown: `${decision} it is`,
  }));
  return changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** Appends an event for the pair (n.md, a). */
async function accept(
  storage: Storage,
  event: Partial<NewAcceptance> & Pick<NewAcceptance, "acceptanceKind">,
) {
  const modelId = (event.modelId ?? "m") as ModelId;
  const pair = { notePath: "n.md", gateId: "a" };
  const shas = { acceptedNoteSha: noteSha, acceptedGateSha: snapshotOf("gate a").sha };
  await storage.appendAcceptances({ pairs: [{ ...pair, modelId }] }, () => [
    { ...pair, ...shas, modelId, ...event },
  ]);
}

const overrideTo = (decision: AcceptableDecision, acceptedReviewId: number) =>
  ({
    acceptanceKind: "manual-override",
    overrideDecision: decision,
    remark: "quoted on purpose",
    acceptedReviewId,
  }) as const;

/** The queue, a word or two a pair. */
async function queueOf(storage: Storage, notePaths?: string[]): Promise<string[]> {
  const queue = await storage.listFixQueue({ ...(notePaths && { notePaths }) });
  return queue.map(
    ({ notePath, gateId, decision, modelId, reviewId }) =>
      `${notePath} ${gateId} ${decision} ${modelId} ${reviewId}`,
  );
}

/** What a storage must put into the fix queue. */
export function fixQueueContract(engine: Engine): void {
  describe("listFixQueue", () => {
    it("has the reviews with warn or fail, by note and gate", async () => {
      const storage = await fresh(engine);
      expect(await queueOf(storage)).toEqual([]);
      await review(storage, ["warn", "pass"]);
      await review(storage, ["fail", "warn"], { notePath: "a.md" });
      expect(await queueOf(storage)).toEqual(["a.md a fail m 3", "a.md b warn m 4", "n.md a warn m 1"]);
      expect(await queueOf(storage, ["n.md"])).toEqual(["n.md a warn m 1"]);
      expect(await queueOf(storage, [])).toEqual([]);
    });

    it("tells everything that is needed to act on one", async () => {
      const storage = await fresh(engine, () => new Date(0));
      await review(storage, ["warn", "pass"]);
      expect(await storage.listFixQueue({})).toStrictEqual([
        {
          notePath: "n.md",
          gateId: "a",
          decision: "warn",
          modelId: "m",
          runId: 1,
          reviewId: 1,
          rationaleMarkdown: "warn it is",
          reviewedAt: "1970-01-01T00:00:00.000Z",
          acceptanceId: 1,
          acceptedNoteSha: noteSha,
          acceptedGateSha: snapshotOf("gate a").sha,
          acceptedAt: "1970-01-01T00:00:00.000Z",
        },
      ]);
    });

    it("leaves out what was not accepted", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const gateReviews = [{ gateId: "a", decision: "fail", rationaleMarkdown: "x" }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews } }));
      expect(await queueOf(storage)).toEqual([]);
    });

    it("goes by the newest evidence, whichever partition it was made under", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "warn"]);
      await review(storage, ["pass", "fail"], { modelId: "other" });
      expect(await queueOf(storage)).toEqual(["n.md b fail other 4"]);
      // An acknowledgement carries old evidence on; it makes none.
      await accept(storage, { acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 });
      expect(await queueOf(storage)).toEqual(["n.md b fail other 4"]);
      await review(storage, ["pass", "pass"]);
      expect(await queueOf(storage)).toEqual([]);
    });

    it("takes the versions of the newest acceptance", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      const acceptedGateSha = snapshotOf("gate a, clearer").sha;
      await accept(storage, { acceptanceKind: "gate-migration", acceptedReviewId: 1, acceptedGateSha });
      expect(await storage.listFixQueue({})).toMatchObject([
        { reviewId: 1, acceptanceId: 3, acceptedGateSha },
      ]);
    });

    it("takes an override for the verdict, for as long as its review is the evidence", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await accept(storage, overrideTo("pass", 1));
      expect(await queueOf(storage)).toEqual([]);
      await accept(storage, { acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 });
      expect(await queueOf(storage)).toEqual([]);
      await accept(storage, overrideTo("fail", 1));
      expect(await storage.listFixQueue({})).toMatchObject([
        { decision: "fail", overrideRemark: "quoted on purpose" },
      ]);
      await review(storage, ["warn", "pass"]);
      expect(await queueOf(storage)).toEqual(["n.md a warn m 3"]);
    });

    it("has a pass that a person overrode, and leaves older evidence of other partitions behind", async () => {
      const storage = await fresh(engine);
      await review(storage, ["pass", "pass"]);
      await review(storage, ["pass", "pass"], { modelId: "other" });
      await accept(storage, overrideTo("warn", 1));
      expect(await queueOf(storage)).toEqual(["n.md a warn m 1"]);
    });
  });
}
