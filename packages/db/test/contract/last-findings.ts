import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { LastFindingsQuestion } from "../../src/answers.ts";
import type { NewGateReview } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, pairA, withdrawal } from "./events.ts";

/** Completes a run in which each gate that is named has a finding of that digit, and the other passes. */
async function find(
  storage: Storage,
  digits: Record<string, string>,
  changes: Parameters<typeof newRun>[0] = {},
): Promise<void> {
  const id = await storage.createRun(withoutQuotes(newRun(changes)));
  await changeRun(storage, id, ({ gates }) => ({
    change: {
      gateReviews: gates.map(({ gateId }): NewGateReview => {
        const digit = digits[gateId];
        if (digit === undefined) return { gateId, decision: "pass", rationaleMarkdown: "fine" };
        return { gateId, decision: "warn", rationaleMarkdown: "not so", findings: [newFinding(digit)] };
      }),
      end: { status: "completed" },
    },
  }));
}

/** By gate, the first digit of the keys of the findings. */
async function last(storage: Storage, changes: Partial<LastFindingsQuestion> = {}) {
  const { notePath, modelId } = pairA;
  const found = await storage.listLastFindings({ notePath, modelId, gateIds: ["a", "b"], ...changes });
  return Object.fromEntries(
    [...found].map(([gateId, findings]) => [gateId, findings.map(({ key }) => key[0]).join("")]),
  );
}

/** What a storage must say was found last in a note. */
export function lastFindingContract(engine: Engine): void {
  describe("listLastFindings", () => {
    it("gives the findings that listFindings gives, by gate, and no gate without any", async () => {
      const storage = await fresh(engine);
      const note = snapshotOf("It was 42.");
      const id = await storage.createRun(newRun({ note }));
      const findings = ["b", "a"].map((digit) => newFinding(digit, { quotes: [quoteIn(note.text, "42")] }));
      await changeRun(storage, id, () => ({
        change: {
          gateReviews: [
            { gateId: "a", decision: "pass", rationaleMarkdown: "fine" },
            { gateId: "b", decision: "fail", rationaleMarkdown: "not so", findings },
          ],
          end: { status: "completed" },
        },
      }));
      const asked = { modelId: pairA.modelId, notePath: "n.md", gateIds: ["a", "b", "c"] };
      const found = await storage.listLastFindings(asked);
      expect(found).toStrictEqual(new Map([["b", (await storage.listFindings([2])).get(2)]]));
      expect(found.get("b")).toMatchObject(findings);
    });

    it("answers once for each gate that it is asked about, and for no other", async () => {
      const storage = await fresh(engine);
      await find(storage, { a: "1", b: "2" });
      expect(await last(storage, { gateIds: ["b"] })).toEqual({ b: "2" });
      expect(await last(storage, { gateIds: ["a", "b", "a"] })).toEqual({ a: "1", b: "2" });
      expect(await last(storage, { gateIds: [] })).toEqual({});
    });

    it("knows no findings of another note, of another partition, of a run that failed or is running", async () => {
      const storage = await fresh(engine);
      await find(storage, { a: "1" });
      await find(storage, { a: "2" }, { notePath: "o.md" });
      await find(storage, { a: "3" }, { modelId: "m2" });
      const findings = [newFinding("4")];
      for (const end of [{ status: "failed", reason: "gave up" }, undefined] as const) {
        const id = await storage.createRun(newRun());
        await changeRun(storage, id, () => ({
          change: {
            gateReviews: [{ gateId: "a", decision: "warn", rationaleMarkdown: "not so", findings }],
            ...(end && { end }),
          },
        }));
      }
      expect(await last(storage)).toEqual({ a: "1" });
      expect(await last(storage, { notePath: "o.md" })).toEqual({ a: "2" });
      expect(await last(storage, { modelId: "m2" as ModelId })).toEqual({ a: "3" });
      expect(await last(storage, { notePath: "none.md" })).toEqual({});
      expect(await last(storage, { modelId: "m3" as ModelId })).toEqual({});
    });

    it("goes by the partition that a run was rekeyed to", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun({ gates: newRun().gates.slice(0, 1) }));
      const findings = [newFinding("1", { quotes: [quoteIn("a note", "note")] })];
      const gateReviews: NewGateReview[] = [
        { gateId: "a", decision: "warn", rationaleMarkdown: "not so", findings },
      ];
      await changeRun(storage, id, () => ({ change: { gateReviews } }));
      const rekeyTo = "m2" as ModelId;
      await changeRun(storage, id, () => ({ change: { rekeyTo, end: { status: "completed" } } }));
      expect(await last(storage)).toEqual({});
      expect(await last(storage, { modelId: rekeyTo })).toEqual({ a: "1" });
    });

    it("goes by the newest event of each pair, whatever version it names", async () => {
      const storage = await fresh(engine);
      await find(storage, { a: "1", b: "2" });
      await find(storage, { a: "3", b: "4" }, { note: snapshotOf("newer") });
      expect(await last(storage)).toEqual({ a: "3", b: "4" });
      await find(storage, { b: "5" });
      expect(await last(storage)).toEqual({ b: "5" });
      // The review that found 1, acknowledged after all.
      await accept(storage, { acceptanceKind: "manual-ack" });
      expect(await last(storage)).toEqual({ a: "1", b: "5" });
    });

    it.each([
      ["an acknowledgement of another version", { acceptedNoteSha: snapshotOf("newer").sha }],
      ["an override", overrideTo("pass")],
      ["a withdrawal", withdrawal],
    ])("is the same after %s, which rests on the same review", async (_, event) => {
      const storage = await fresh(engine);
      await find(storage, { a: "1", b: "2" });
      await accept(storage, event);
      expect(await last(storage)).toEqual({ a: "1", b: "2" });
      expect((await storage.listAcceptanceEvents({})).at(-1)).toMatchObject({ id: 3, acceptedReviewId: 1 });
    });

    it("passes over an import that has no review", async () => {
      const storage = await fresh(engine);
      await find(storage, { a: "1" });
      await accept(storage, { acceptanceKind: "migration-import", acceptedReviewId: undefined });
      expect((await storage.listAcceptanceEvents({})).at(-1)).not.toHaveProperty("acceptedReviewId");
      expect(await last(storage)).toEqual({ a: "1" });
    });

    it("gives the findings of a carried review under the new name of the note or gate, as well as under the old", async () => {
      const storage = await fresh(engine);
      await find(storage, { a: "1" });
      await accept(storage, { notePath: "new.md" });
      await accept(storage, { gateId: "renamed", acceptanceKind: "gate-migration" });
      expect(await last(storage, { notePath: "new.md" })).toEqual({ a: "1" });
      expect(await last(storage, { gateIds: ["renamed", "a"] })).toEqual({ renamed: "1", a: "1" });
      // Reviewed again under the new name, it has findings of its own.
      await find(storage, { a: "2" }, { notePath: "new.md" });
      expect(await last(storage, { notePath: "new.md" })).toEqual({ a: "2" });
      expect(await last(storage)).toEqual({ a: "1" });
    });
  });
}
