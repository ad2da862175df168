import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { AcceptedFilter, NoteVersion } from "../../src/answers.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, review, withdrawal } from "./events.ts";

const newer = snapshotOf("newer");
const NOTE: NoteVersion = { notePath: "n.md", noteSha: pairA.noteSha };

const shaOf = (gateId: string) => snapshotOf(`gate ${gateId}`).sha;
/** In the versions that `newRun` has, and one gate that nothing is about. */
const GATES = ["a", "b", "none"].map((gateId) => ({ gateId, gateSha: shaOf(gateId) }));
const asked = (notes: readonly NoteVersion[], gates = GATES) => notes.map((note) => ({ ...note, gates }));

/** What is accepted, some words each: the pair and partition, the event, and what its evidence says. */
async function acceptedOf(
  storage: Storage,
  notes: readonly NoteVersion[] = [NOTE],
  filter: AcceptedFilter = {},
): Promise<string[]> {
  const accepted = await storage.listAccepted(asked(notes), filter);
  return accepted.map(({ notePath, gateId, modelId, acceptanceId, evidence }) =>
    [notePath, gateId, modelId, acceptanceId, evidence?.decision].join(" "),
  );
}

/** What a storage must say is accepted of notes in given versions, and of which notes something was decided since. */
export function acceptedContract(engine: Engine): void {
  describe("listAccepted", () => {
    it("has all that is accepted of just these versions, under every partition", async () => {
      const storage = await fresh(engine);
      expect(await acceptedOf(storage)).toEqual([]);
      await review(storage, ["pass", "warn"]);
      await review(storage, ["fail"], { modelId: "other" });
      await review(storage, [], { note: newer });
      await review(storage, [], { notePath: "a.md" });
      const accepted = ["n.md a m 1 pass", "n.md a other 3 fail", "n.md b m 2 warn", "n.md b other 4 pass"];
      expect(await acceptedOf(storage)).toEqual(accepted);
      expect(await acceptedOf(storage, [])).toEqual([]);
      const both = [
        { notePath: "n.md", noteSha: newer.sha },
        { ...NOTE, notePath: "a.md" },
      ];
      expect(await acceptedOf(storage, both)).toEqual([
        "a.md a m 7 pass",
        "a.md b m 8 pass",
        "n.md a m 5 pass",
        "n.md b m 6 pass",
      ]);
      expect(await acceptedOf(storage, [{ ...NOTE, noteSha: snapshotOf("never").sha }])).toEqual([]);
    });

    it("has the newest event of each version of a gate, and an override", async () => {
      const storage = await fresh(engine);
      await review(storage, ["warn"]);
      const clearer = snapshotOf("gate a, clearer").sha;
      await accept(storage, { acceptanceKind: "gate-migration", acceptedGateSha: clearer });
      await accept(storage, overrideTo("fail"));
      const gates = [clearer, pairA.gateSha].map((gateSha) => ({ gateId: "a", gateSha }));
      const found = await storage.listAccepted(asked([NOTE], gates), {});
      expect(found).toMatchObject([
        { acceptanceId: 4, acceptedGateSha: pairA.gateSha, evidence: { decision: "fail" } },
        {
          acceptanceId: 3,
          acceptedGateSha: clearer,
          evidence: { decision: "fail", overrideRemark: "quoted on purpose" },
        },
      ]);
      expect(await acceptedOf(storage)).toEqual(["n.md a m 4 fail", "n.md b m 2 pass"]);
    });

    it("has the versions that are asked of each note, each once, under the partitions that are asked", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await review(storage, [], { modelId: "other" });
      await review(storage, [], { notePath: "a.md" });
      const [a, b] = GATES;
      if (!a || !b) throw new Error("no gates");
      const both = [
        { ...NOTE, gates: [a, a] },
        { ...NOTE, notePath: "a.md", gates: [b, { ...a, gateSha: shaOf("b") }] },
        { ...NOTE, gates: [a] },
      ];
      const namesOf = async (filter: AcceptedFilter) =>
        (await storage.listAccepted(both, filter)).map(({ notePath, gateId, modelId }) =>
          [notePath, gateId, modelId].join(" "),
        );
      expect(await namesOf({})).toEqual(["a.md b m", "n.md a m", "n.md a other"]);
      expect(await namesOf({ modelIds: ["other" as ModelId, "nobody" as ModelId] })).toEqual([
        "n.md a other",
      ]);
      expect(await namesOf({ modelIds: [] })).toEqual([]);
    });

    it("says that a version was taken back, until it is accepted again", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, withdrawal);
      expect(await acceptedOf(storage)).toEqual(["n.md a m 3 pass", "n.md b m 2 pass"]);
      expect(await storage.listAccepted(asked([NOTE]), {})).toMatchObject([
        { acceptanceKind: "withdrawn" },
        {},
      ]);
      await accept(storage);
      expect(await acceptedOf(storage)).toEqual(["n.md a m 4 pass", "n.md b m 2 pass"]);
    });

    it("has an imported acceptance that rests on nothing", async () => {
      const storage = await fresh(engine);
      const { noteSha: acceptedNoteSha, gateSha: acceptedGateSha, ...pair } = pairA;
      const event = {
        ...pair,
        acceptedNoteSha,
        acceptedGateSha,
        acceptanceKind: "migration-import",
      } as const;
      await storage.appendAcceptances({ pairs: [] }, () => [event]);
      const [found] = await storage.listAccepted(asked([NOTE]), {});
      expect(found).toMatchObject({ acceptanceId: 1, isObserved: false });
      expect(found).not.toHaveProperty("evidence");
    });

    it.each<[telemetry: object | undefined, isObserved: boolean]>([
      [{ modelEvidence: "observed", invocationId: "i" }, true],
      // What an agent wrote about itself: no process of ours had started it.
      [{ modelEvidence: "observed" }, false],
      [{ modelEvidence: "declared", invocationId: "i" }, false],
      [{ invocationId: "i" }, false],
      [undefined, false],
    ])("of telemetry %j says whether the model was observed: %s", async (telemetry, isObserved) => {
      const storage = await fresh(engine);
      const gates = newRun().gates.slice(0, 1);
      const id = await storage.createRun(newRun({ gates, ...(telemetry && { telemetry }) }));
      const gateReviews = [{ gateId: "a", decision: "pass", rationaleMarkdown: "r" }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
      expect(await storage.listAccepted(asked([NOTE]), {})).toMatchObject([{ isObserved }]);
    });
  });

  describe("listNotesSince", () => {
    it("has the notes that anything was accepted of since", async () => {
      const storage = await fresh(engine);
      const start = await storage.markLedger();
      const nothing = { acceptanceId: 0, waiverId: 0, opinionId: 0, quarantineId: 0 };
      expect(start).toEqual(nothing);
      await review(storage);
      await review(storage, [], { notePath: "a.md" });
      expect(await storage.listNotesSince(start)).toEqual(["a.md", "n.md"]);
      const mark = await storage.markLedger();
      expect(mark).toEqual({ ...nothing, acceptanceId: 4 });
      expect(await storage.listNotesSince(mark)).toEqual([]);
      await accept(storage, withdrawal);
      expect(await storage.listNotesSince(mark)).toEqual(["n.md"]);
    });

    it("has those with a finding that was decided about, by every name that its review was carried over to", async () => {
      const storage = await fresh(engine);
      const key = "0123456789abcdef";
      const id = await storage.createRun(withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) })));
      const findings = [{ severity: "warn", message: "m", key, quotes: [] }] as const;
      const gateReviews = [{ gateId: "a", decision: "warn", rationaleMarkdown: "r", findings }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
      await accept(storage, { notePath: "moved.md" });
      const mark = await storage.markLedger();
      await storage.recordWaivers([key], () => [{ key, kind: "waived", severity: "warn", reason: "r" }]);
      expect(await storage.listNotesSince(mark)).toEqual(["moved.md", "n.md"]);
      const later = await storage.markLedger();
      expect(await storage.listNotesSince(later)).toEqual([]);
      const said = { kind: "disputed", modelId: newRun().modelId, runner: "r", reason: "so" } as const;
      await storage.recordOpinions([{ findingId: 1, ...said }]);
      expect(await storage.markLedger()).toEqual({ ...later, opinionId: 1 });
      expect(await storage.listNotesSince(later)).toEqual(["n.md"]);
    });
  });
}
