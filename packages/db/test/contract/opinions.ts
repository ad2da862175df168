import { describe, expect, it } from "vitest";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { NewOpinion } from "../../src/opinion.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newFinding } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const NOW = "2026-03-01T12:00:00.000Z";
const said: NewOpinion = {
  findingId: 1,
  kind: "disputed",
  modelId: "haiku" as ModelId,
  runner: "r",
  reason: "so",
};

/** What a storage must do with what second reviewers say of findings. */
export function opinionContract(engine: Engine): void {
  const withFindings = async () => {
    const storage = await fresh(engine, () => new Date(NOW));
    for (const end of [{ end: { status: "completed" } as const }, {}]) {
      const id = await storage.createRun(withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) })));
      const findings = [newFinding("a"), newFinding("b")];
      const gateReviews = [{ gateId: "a", decision: "warn", rationaleMarkdown: "so", findings }] as const;
      await changeRun(storage, id, () => ({ change: { gateReviews, ...end } }));
    }
    return storage;
  };

  describe("opinions", () => {
    it("are kept, and the newest of a finding is the answer", async () => {
      const storage = await withFindings();
      expect(await storage.listOpinions([1, 2])).toEqual(new Map());
      const telemetry = { invocationId: "i", costUsd: 0.5 };
      expect(
        await storage.recordOpinions([
          { ...said, telemetry },
          { ...said, findingId: 2 },
        ]),
      ).toEqual([1, 2]);
      expect(await storage.recordOpinions([{ ...said, kind: "confirmed", reason: "not so" }])).toEqual([3]);
      expect(await storage.listOpinions([2, 1, 9])).toEqual(
        new Map([
          [2, { ...said, findingId: 2, id: 2, saidAt: NOW }],
          [1, { ...said, kind: "confirmed", reason: "not so", id: 3, saidAt: NOW }],
        ]),
      );
      const { kind, modelId, runner } = said;
      expect(await storage.listOpinionCalls()).toEqual([
        { kind, modelId, runner, gateId: "a", ofModelId: newRun().modelId, saidAt: NOW, telemetry },
      ]);
    });

    it.each<[why: string, changes: Partial<NewOpinion>]>([
      ["of no finding", { findingId: 99 }],
      ["of a finding in a run that is not completed", { findingId: 3 }],
      ["without a reason", { reason: " " }],
    ])("are all kept or none, where one is refused: %s", async (_, changes) => {
      const storage = await withFindings();
      await expect(storage.recordOpinions([said, { ...said, ...changes }])).rejects.toThrow(
        LedgerConstraintError,
      );
      expect(await storage.listOpinions([1])).toEqual(new Map());
    });
  });
}
