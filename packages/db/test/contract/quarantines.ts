import { describe, expect, it } from "vitest";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { NewQuarantine, Quarantine } from "../../src/quarantine.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const clock = () => new Date("2026-03-01T12:00:00.000Z");

/** A storage in which gate a was judged by review 1, and how that is told. */
async function withReview(engine: Engine) {
  const storage = await fresh(engine, clock);
  const run = withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) }));
  const id = await storage.createRun(run);
  const gateReviews = [{ gateId: "a", decision: "pass", rationaleMarkdown: "so" }] as const;
  await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
  const decision = (changes: Partial<NewQuarantine> = {}): NewQuarantine => ({
    ...{ gateId: "a", gateSha: run.gates[0]?.sha ?? "", modelId: run.modelId },
    ...{ kind: "quarantined", reason: "finds \u{1F600} nothing" },
    evidence: {
      ...{ reviews: [1], hits: { count: 0, of: 4 }, falseAlarms: { count: 1, of: 3 } },
      ...{ minHits: 0.8, maxFalseAlarms: 0.2 },
    },
    ...changes,
  });
  return { storage, decision };
}

/** What a storage must do with decisions about gates by their fixtures. */
export function quarantineContract(engine: Engine): void {
  describe("recordQuarantines", () => {
    it("keeps what was decided, with every field, and answers the newest of each gate and partition", async () => {
      const { storage, decision } = await withReview(engine);
      expect(await storage.listQuarantines()).toEqual([]);
      expect(
        await storage.recordQuarantines(() => [decision(), decision({ kind: "lifted", reason: "holds" })]),
      ).toEqual([1, 2]);
      expect(await storage.recordQuarantines(() => [])).toEqual([]);
      expect(await storage.markLedger()).toMatchObject({ quarantineId: 2 });
      const decidedAt = clock().toISOString();
      const newest = { id: 2, ...decision({ kind: "lifted", reason: "holds" }), decidedAt };
      expect(await storage.listQuarantines()).toStrictEqual([newest]);
      const seen: (readonly Quarantine[] | string)[] = [];
      await storage.recordQuarantines((...told) => {
        seen.push(...told);
        return [];
      });
      expect(seen).toStrictEqual([[newest], decidedAt]);
    });

    it("takes none of several if one rests on no review of the gate, or the decider throws", async () => {
      const { storage, decision } = await withReview(engine);
      const others: Partial<NewQuarantine>[] = [
        { gateId: "b" },
        { evidence: { ...decision().evidence, reviews: [] } },
        { evidence: { ...decision().evidence, reviews: [1, 7] } },
      ];
      for (const changes of others) {
        const asked = storage.recordQuarantines(() => [decision(), decision(changes)]);
        await expect(asked).rejects.toThrow(LedgerConstraintError);
      }
      const thrown = storage.recordQuarantines(() => {
        throw new RangeError("no");
      });
      await expect(thrown).rejects.toThrow(RangeError);
      expect(await storage.listQuarantines()).toEqual([]);
    });
  });
}
