import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { VerdictFilter } from "../../src/answers.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, review, withdrawal } from "./events.ts";

const newer = snapshotOf("newer");

/** The verdicts, some words each: the pair and partition, the event, and what its evidence says. */
async function verdictsOf(storage: Storage, filter: VerdictFilter = {}): Promise<string[]> {
  const verdicts = await storage.listVerdicts(filter);
  return verdicts.map(({ notePath, gateId, modelId, acceptanceId, acceptanceKind, evidence }) => {
    const kind = acceptanceKind === "withdrawn" ? " withdrawn" : "";
    return `${notePath} ${gateId} ${modelId} ${acceptanceId}${kind} ${evidence?.decision} ${evidence?.reviewId}`;
  });
}

/** What a storage must say was found in the versions of pairs that were accepted. */
export function verdictContract(engine: Engine): void {
  describe("listVerdicts", () => {
    it("has the pairs that were found to be warn or fail, by note and gate", async () => {
      const storage = await fresh(engine);
      expect(await verdictsOf(storage)).toEqual([]);
      await review(storage, ["warn", "pass"]);
      await review(storage, ["fail", "warn"], { notePath: "a.md" });
      expect(await verdictsOf(storage)).toEqual([
        "a.md a m 3 fail 3",
        "a.md b m 4 warn 4",
        "n.md a m 1 warn 1",
      ]);
      expect(await verdictsOf(storage, { notePaths: ["n.md"] })).toEqual(["n.md a m 1 warn 1"]);
      expect(await verdictsOf(storage, { notePaths: [] })).toEqual([]);
    });

    it("tells everything that is needed to act on one", async () => {
      const storage = await fresh(engine, () => new Date(0));
      await review(storage, ["warn", "pass"]);
      const at = "1970-01-01T00:00:00.000Z";
      expect(await storage.listVerdicts({})).toStrictEqual([
        {
          notePath: "n.md",
          gateId: "a",
          modelId: "m",
          acceptanceId: 1,
          acceptedNoteSha: pairA.noteSha,
          acceptedGateSha: pairA.gateSha,
          acceptedAt: at,
          acceptanceKind: "full-review",
          evidence: {
            decision: "warn",
            runId: 1,
            reviewId: 1,
            rationaleMarkdown: "warn it is",
            reviewedAt: at,
          },
        },
      ]);
    });

    it("leaves out what was not accepted", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const gateReviews = [{ gateId: "a", decision: "fail", rationaleMarkdown: "x" }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews } }));
      expect(await verdictsOf(storage)).toEqual([]);
    });

    it("keeps partitions apart, and clears a verdict by the same partition only", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "warn"]);
      await review(storage, ["pass", "fail"], { modelId: "other" });
      expect(await verdictsOf(storage)).toEqual([
        "n.md a m 1 warn 1",
        "n.md b m 2 warn 2",
        "n.md b other 4 fail 4",
      ]);
      const under = (...modelIds: string[]) => verdictsOf(storage, { modelIds: modelIds as ModelId[] });
      expect(await under("m")).toEqual(["n.md a m 1 warn 1", "n.md b m 2 warn 2"]);
      expect(await under("other", "third")).toEqual(["n.md b other 4 fail 4"]);
      expect(await under()).toEqual([]);
      await review(storage, ["pass", "pass"]);
      expect(await verdictsOf(storage)).toEqual([
        "n.md a m 5 pass 5",
        "n.md b m 6 pass 6",
        "n.md b other 4 fail 4",
      ]);
    });

    it("tells the rationale of a finding, and none of a pass", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await review(storage, ["pass"], { note: newer });
      const rationales = (await storage.listVerdicts({})).map(({ evidence }) => evidence?.rationaleMarkdown);
      expect(rationales).toEqual([undefined, "warn it is"]);
    });

    it("has one for each version that was accepted, of the newest event that names it", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await review(storage, ["pass", "pass"], { note: newer });
      expect(await verdictsOf(storage)).toEqual(["n.md a m 3 pass 3", "n.md a m 1 warn 1"]);
      await accept(storage, { acceptedNoteSha: newer.sha, acceptanceKind: "manual-ack" });
      expect(await verdictsOf(storage)).toEqual(["n.md a m 5 warn 1", "n.md a m 1 warn 1"]);
      const clearer = snapshotOf("gate a, clearer").sha;
      await accept(storage, { acceptanceKind: "gate-migration", acceptedGateSha: clearer });
      expect(await storage.listVerdicts({})).toMatchObject([
        { acceptanceId: 6, acceptedGateSha: clearer, acceptedNoteSha: pairA.noteSha },
        { acceptanceId: 5, acceptedGateSha: pairA.gateSha, acceptedNoteSha: newer.sha },
        { acceptanceId: 1, acceptedGateSha: pairA.gateSha, acceptedNoteSha: pairA.noteSha },
      ]);
    });

    it("shows that a version was taken back, and that it was accepted again", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, withdrawal);
      expect(await verdictsOf(storage)).toEqual(["n.md a m 3 withdrawn warn 1"]);
      await accept(storage, { acceptanceKind: "manual-ack" });
      expect(await verdictsOf(storage)).toEqual(["n.md a m 4 warn 1"]);
    });

    it("takes an override for the verdict, for as long as its review is the evidence", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await accept(storage, overrideTo("pass"));
      expect(await verdictsOf(storage)).toEqual(["n.md a m 3 pass 1"]);
      await accept(storage);
      expect(await verdictsOf(storage)).toEqual(["n.md a m 4 pass 1"]);
      await accept(storage, overrideTo("fail"));
      expect(await storage.listVerdicts({})).toMatchObject([
        { evidence: { decision: "fail", overrideRemark: "quoted on purpose" } },
      ]);
      await review(storage, ["warn", "pass"]);
      expect(await verdictsOf(storage)).toEqual(["n.md a m 6 warn 3"]);
      expect((await storage.listVerdicts({}))[0]?.evidence).not.toHaveProperty("overrideRemark");
    });

    it("takes an override that was made in one version for the verdict on another, of the same review", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, { ...overrideTo("fail"), acceptedNoteSha: newer.sha });
      expect(await verdictsOf(storage)).toEqual(["n.md a m 3 fail 1", "n.md a m 1 fail 1"]);
      await review(storage, ["warn"], { note: newer });
      expect(await verdictsOf(storage)).toEqual(["n.md a m 4 warn 3", "n.md a m 1 fail 1"]);
    });

    it("has a pass that a person overrode, under its partition alone", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await review(storage, [], { modelId: "other" });
      await accept(storage, overrideTo("warn"));
      expect(await verdictsOf(storage)).toEqual(["n.md a m 5 warn 1"]);
      expect(await verdictsOf(storage, { modelIds: ["other" as ModelId] })).toEqual([]);
    });

    it("has what was carried over to another name, with what was decided before", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn", "pass"]);
      await accept(storage, { notePath: "moved.md" });
      await accept(storage, { gateId: "renamed", acceptanceKind: "gate-migration" });
      const [old, moved, renamed] = ["n.md a m 1 warn 1", "moved.md a m 3 warn 1", "n.md renamed m 4 warn 1"];
      expect(await verdictsOf(storage)).toEqual([moved, old, renamed]);
      expect(await verdictsOf(storage, { notePaths: ["moved.md"] })).toEqual([moved]);
      expect(await verdictsOf(storage, { modelIds: ["other" as ModelId] })).toEqual([]);
    });

    it("takes what was decided about each name of a pair for that name's verdict", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, { notePath: "moved.md" });
      await accept(storage, { notePath: "moved.md", ...overrideTo("fail") });
      expect(await verdictsOf(storage)).toEqual(["moved.md a m 4 fail 1", "n.md a m 1 warn 1"]);
      await accept(storage, overrideTo("pass"));
      expect(await verdictsOf(storage)).toEqual(["moved.md a m 4 fail 1", "n.md a m 5 pass 1"]);
      await accept(storage, { notePath: "moved.md", ...withdrawal });
      expect(await verdictsOf(storage)).toEqual(["moved.md a m 6 withdrawn warn 1", "n.md a m 5 pass 1"]);
    });

    it("has a pass that was overridden and then carried over", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, overrideTo("fail"));
      await accept(storage, { notePath: "moved.md" });
      expect(await verdictsOf(storage)).toEqual(["moved.md a m 4 fail 1", "n.md a m 3 fail 1"]);
    });

    it("has an imported acceptance that rests on nothing, of a pair with findings", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      const { noteSha: _, gateSha, ...pair } = pairA;
      const event = { ...pair, acceptedNoteSha: newer.sha, acceptedGateSha: gateSha };
      await storage.appendAcceptances({ pairs: [] }, () => [
        { ...event, acceptanceKind: "migration-import" },
      ]);
      expect(await verdictsOf(storage)).toEqual(["n.md a m 3 undefined undefined", "n.md a m 1 warn 1"]);
      expect((await storage.listVerdicts({}))[0]).not.toHaveProperty("evidence");
    });
  });
}
