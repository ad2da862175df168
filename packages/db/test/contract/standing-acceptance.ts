import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, review, withdrawal } from "./events.ts";

const newer = snapshotOf("newer");

/** The standing event's id and the remark of the override, of the pair with some changes. */
async function standing(storage: Storage, changes: Partial<typeof pairA> = {}) {
  const found = await storage.standingAcceptance({ ...pairA, ...changes });
  return found && [found.event.id, found.override?.remark];
}

/** What a storage must say a pair's freshness rests on. */
export function standingAcceptanceContract(engine: Engine): void {
  describe("standingAcceptance", () => {
    it("is that of the pair under the partition, or none", async () => {
      const storage = await fresh(engine);
      await review(storage);
      const found = await storage.standingAcceptance(pairA);
      expect(found).toMatchObject({
        event: { id: 1, acceptedNoteSha: pairA.noteSha, acceptedGateSha: pairA.gateSha },
      });
      expect(found).not.toHaveProperty("override");
      for (const other of [{ notePath: "o.md" }, { gateId: "c" }, { modelId: "m2" as ModelId }]) {
        expect(await storage.standingAcceptance({ ...pairA, ...other })).toBeUndefined();
      }
    });

    it("is the newest of exactly these versions, whatever came after it; else of just this text; else of the pair", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage);
      await review(storage, [], { note: newer });
      expect(await standing(storage)).toEqual([3, undefined]);
      expect(await standing(storage, { noteSha: newer.sha })).toEqual([4, undefined]);
      expect(await standing(storage, { noteSha: snapshotOf("neither").sha })).toEqual([4, undefined]);
      // Both are known, but not together: what was found in this text comes first.
      await accept(storage, { acceptedGateSha: newer.sha });
      expect(await standing(storage, { noteSha: newer.sha, gateSha: newer.sha })).toEqual([4, undefined]);
      expect(await standing(storage, { noteSha: "another", gateSha: "another" })).toEqual([6, undefined]);
    });

    it("is a withdrawal, until the version is accepted again", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, withdrawal);
      expect(await storage.standingAcceptance(pairA)).toMatchObject({
        event: { id: 3, acceptanceKind: "withdrawn", remark: "seen again" },
      });
      await accept(storage, { acceptanceKind: "manual-ack" });
      expect(await standing(storage)).toEqual([4, undefined]);
    });

    it("has no override that was taken back, also after it was acknowledged again", async () => {
      const storage = await fresh(engine);
      await review(storage, ["fail"]);
      await accept(storage, overrideTo("pass"));
      await accept(storage, withdrawal);
      expect(await standing(storage)).toEqual([4, undefined]);
      await accept(storage, { acceptanceKind: "manual-ack" });
      expect(await standing(storage)).toEqual([5, undefined]);
      expect((await storage.listVerdicts({}))[0]?.evidence?.decision).toBe("fail");
      await accept(storage, overrideTo("warn", "after all"));
      expect(await standing(storage)).toEqual([6, "after all"]);
      expect((await storage.listVerdicts({}))[0]?.evidence?.decision).toBe("warn");
    });

    it("goes by the order of the events, whatever their clocks say", async () => {
      let now = new Date("2026-02-01T00:00:00.000Z");
      const storage = await fresh(engine, () => now);
      await review(storage);
      now = new Date("2026-01-01T00:00:00.000Z");
      await accept(storage);
      expect(await standing(storage)).toEqual([3, undefined]);
    });

    it("has the last override of its review, also after an acknowledgement, until it is reviewed again", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, overrideTo("pass", "first"));
      await accept(storage, overrideTo("pass", "second"));
      await accept(storage);
      expect(await storage.standingAcceptance(pairA)).toMatchObject({
        event: { id: 5 },
        override: { id: 4, remark: "second" },
      });
      await review(storage, ["warn"]);
      expect(await standing(storage)).toEqual([6, undefined]);
    });

    it("has an override that was made in another version, as long as that rests on the same review", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, { ...overrideTo("pass"), acceptedNoteSha: newer.sha });
      expect(await standing(storage, { noteSha: newer.sha })).toEqual([3, "quoted on purpose"]);
      expect(await standing(storage)).toEqual([1, "quoted on purpose"]);
      await review(storage, ["warn"], { note: newer });
      expect(await standing(storage, { noteSha: newer.sha })).toEqual([4, undefined]);
      // Gone back to the first text, the verdict on that text holds, with what was decided about it.
      expect(await standing(storage)).toEqual([1, "quoted on purpose"]);
    });

    it("has the override that was made under an earlier name, until there is one under this name", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, overrideTo("pass", "before the move"));
      await accept(storage, { notePath: "new.md" });
      const overrideOf = async (notePath: string) => (await standing(storage, { notePath }))?.[1];
      expect(await overrideOf("new.md")).toBe("before the move");
      await accept(storage, { notePath: "new.md", ...overrideTo("pass", "after it") });
      expect(await overrideOf("new.md")).toBe("after it");
      // What was decided about a later name says nothing about an earlier one.
      expect(await overrideOf("n.md")).toBe("before the move");
    });

    it("has no override that was taken back under an earlier name; taking one back there says nothing about it here", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      await accept(storage, overrideTo("pass", "before the move"));
      await accept(storage, { notePath: "new.md" });
      await accept(storage, { notePath: "new.md", ...overrideTo("fail", "after it") });
      await accept(storage, withdrawal);
      await accept(storage, { acceptanceKind: "manual-ack" });
      await accept(storage, { notePath: "third.md" });
      const overrideOf = async (notePath: string) => (await standing(storage, { notePath }))?.[1];
      expect(await overrideOf("n.md")).toBeUndefined();
      expect(await overrideOf("new.md")).toBe("after it");
      expect(await overrideOf("third.md")).toBeUndefined();
    });
  });

  describe("listNewestVersions", () => {
    const asked = (...paths: string[]) => paths.map((notePath) => ({ notePath, noteSha: "of no event" }));

    it("is the newest event of a text that came back, under whatever gate, before what came after it", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await review(storage, [], { note: newer });
      const of = async (noteSha: string) =>
        (await storage.listNewestVersions(pairA.modelId, [{ notePath: "n.md", noteSha }]))
          .flat()
          .map(({ id }) => id);
      expect((await of(pairA.noteSha)).toSorted()).toEqual([1, 2]);
      expect((await of(newer.sha)).toSorted()).toEqual([3, 4]);
      expect((await of("neither")).toSorted()).toEqual([3, 4]);
    });

    it("is the newest event of every version of a gate with a text, also one that took it back", async () => {
      const storage = await fresh(engine);
      await review(storage);
      const clearer = snapshotOf("gate a, clearer").sha;
      await accept(storage, withdrawal);
      await accept(storage, { acceptedGateSha: clearer });
      const [found = []] = await storage.listNewestVersions(pairA.modelId, [pairA]);
      const ofA = found.filter(({ gateId }) => gateId === "a");
      expect(ofA.toSorted((a, b) => a.id - b.id)).toMatchObject([
        { id: 3, acceptedGateSha: pairA.gateSha, acceptanceKind: "withdrawn" },
        { id: 4, acceptedGateSha: clearer },
      ]);
    });

    it("is the newest event of each pair of the notes, whatever version it names and whether it took back", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await review(storage, [], { note: newer, gates: newRun().gates.slice(0, 1) });
      await review(storage, [], { notePath: "o.md" });
      await review(storage, [], { modelId: "other" });
      await accept(storage, withdrawal);
      const [found = [], none] = await storage.listNewestVersions(pairA.modelId, asked("n.md", "none.md"));
      expect(none).toEqual([]);
      const acceptedNoteSha = pairA.noteSha;
      expect(found.toSorted((a, b) => a.id - b.id)).toStrictEqual([
        {
          gateId: "b",
          id: 2,
          acceptedNoteSha,
          acceptedGateSha: snapshotOf("gate b").sha,
          acceptanceKind: "full-review",
        },
        {
          gateId: "a",
          id: 8,
          acceptedNoteSha,
          acceptedGateSha: pairA.gateSha,
          acceptanceKind: "withdrawn",
        },
      ]);
      const all = await storage.listNewestVersions(pairA.modelId, asked("o.md", "n.md"));
      expect(all.map((each) => each.map(({ id }) => id).toSorted())).toEqual([
        [4, 5],
        [2, 8],
      ]);
      expect(await storage.listNewestVersions(pairA.modelId, [])).toEqual([]);
    });
  });
}
