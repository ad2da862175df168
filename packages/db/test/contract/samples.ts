import { describe, expect, it } from "vitest";
import type { NewAcceptance } from "../../src/changes.ts";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { NewSample } from "../../src/sample.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const run = newRun({ gates: newRun().gates.slice(0, 1) });
const [gate = { gateId: "", sha: "" }] = run.gates;
const NOTES = ["s.md", "t.md", "u.md"];
const pairOf = (notePath: string) => ({
  ...{ notePath, gateId: gate.gateId, modelId: run.modelId },
  ...{ noteSha: run.note.sha, gateSha: gate.sha },
});
const sample: NewSample = {
  ...{ gateId: gate.gateId, gateSha: gate.sha, modelId: run.modelId },
  ...{ seed: "x", population: 3, flipsAtMost: 2, confidence: 0.95, reviewed: [1] },
};
const acceptanceOf = (note: number): NewAcceptance => ({
  ...{ notePath: NOTES[note] ?? "", gateId: gate.gateId, modelId: run.modelId, acceptedReviewId: note + 1 },
  ...{ acceptedNoteSha: run.note.sha, acceptedGateSha: gate.sha, acceptanceKind: "gate-migration" },
});

/** What a storage must do with samples that acceptances rest on. */
export function sampleContract(engine: Engine): void {
  const reviewed = async () => {
    const storage = await fresh(engine, () => new Date("2026-03-01T12:00:00.000Z"));
    for (const notePath of NOTES) {
      const id = await storage.createRun(withoutQuotes({ ...run, notePath }));
      const gateReviews = [{ gateId: gate.gateId, decision: "pass", rationaleMarkdown: "fine" }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
    }
    return storage;
  };
  const pairs = [pairOf("t.md"), pairOf("u.md")];

  describe("samples", () => {
    it("are kept with what rests on them, and found by it", async () => {
      const storage = await reviewed();
      expect(await storage.listSamples([1, 2, 3, 4])).toEqual(new Map());
      const decide = () => [acceptanceOf(1), acceptanceOf(2)];
      expect(await storage.appendAcceptances({ pairs, sample }, decide)).toEqual([4, 5]);
      const kept = { ...sample, id: 1, takenAt: "2026-03-01T12:00:00.000Z" };
      expect(await storage.listSamples([5, 1, 4, 9])).toEqual(
        new Map([
          [4, kept],
          [5, kept],
        ]),
      );
    });

    it("are told of a pass beside that of another model, which stands for none", async () => {
      const storage = await reviewed();
      await storage.appendAcceptances({ pairs, sample }, () => [acceptanceOf(1), acceptanceOf(2)]);
      const own = newRun({ gates: run.gates, notePath: "t.md", modelId: "other" });
      const id = await storage.createRun(withoutQuotes(own));
      const gateReviews = [{ gateId: gate.gateId, decision: "pass", rationaleMarkdown: "fine" }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
      const asked = [{ ...pairOf("t.md"), gates: [pairOf("t.md")] }];
      const told = await storage.listAccepted(asked, { inFull: [] });
      expect(told.map(({ acceptanceId }) => acceptanceId)).toEqual([4, 6]);
    });

    it("are not kept where nothing rests on them", async () => {
      const storage = await reviewed();
      expect(
        await storage.appendAcceptances({ pairs, sample: { ...sample, reviewed: [9] } }, () => []),
      ).toEqual([]);
    });

    it.each<[why: string, changes: Partial<NewSample>]>([
      ["of what is no review", { reviewed: [9] }],
      ["of the same review twice", { reviewed: [1, 1] }],
      ["of no review", { reviewed: [] }],
      ["of another gate version", { gateSha: "f".repeat(64) }],
      ["of fewer than it holds for", { population: 2 }],
    ])("let nothing be accepted where they are refused: %s", async (_, changes) => {
      const storage = await reviewed();
      const asked = { pairs, sample: { ...sample, ...changes } };
      await expect(
        storage.appendAcceptances(asked, () => [acceptanceOf(1), acceptanceOf(2)]),
      ).rejects.toThrow(LedgerConstraintError);
      expect(await storage.listAcceptanceEvents({})).toHaveLength(3);
    });
  });
}
