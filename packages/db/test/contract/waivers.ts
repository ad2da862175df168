import { describe, expect, it } from "vitest";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { Storage } from "../../src/storage.ts";
import type { NewWaiver, WaiverState } from "../../src/waiver.ts";
import { newFinding } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const [A, B, C] = ["a", "b", "c"].map((digit) => digit.repeat(16)) as [string, string, string];
type Waived = Extract<NewWaiver, { kind: "waived" }>;
const waive = (key: string, more: Partial<Waived> = {}): Waived => ({
  ...{ key, kind: "waived", severity: key === A ? "fail" : "warn", reason: "meant" },
  ...more,
});
const unwaive = (key: string): NewWaiver => ({ key, kind: "unwaived", reason: "not meant" });

/** A storage with a completed run that found a (a fail) and b, and a running one that found c and b, which it takes for a fail. */
async function withFindings(engine: Engine, clock?: () => Date): Promise<Storage> {
  const storage = await fresh(engine, clock);
  const fail = { severity: "fail" } as const;
  const ended = [newFinding("a", fail), newFinding("b")];
  for (const findings of [ended, [newFinding("c"), newFinding("b", fail)]]) {
    const id = await storage.createRun(withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) })));
    const gateReviews = [{ gateId: "a", decision: "fail", rationaleMarkdown: "so", findings }] as const;
    const end = findings === ended ? { end: { status: "completed" } as const } : {};
    await changeRun(storage, id, () => ({ change: { gateReviews, ...end } }));
  }
  return storage;
}

/** What a storage must do with decisions about findings. */
export function waiverContract(engine: Engine): void {
  describe("recordWaivers", () => {
    it("keeps what was decided, with every field, and answers the newest decision of a key", async () => {
      const clock = () => new Date("2026-03-01T12:00:00.000Z");
      const storage = await withFindings(engine, clock);
      const decidedAt = clock().toISOString();
      const full = waive(B, { reason: " \u{1F600}\r\n", author: "me", until: "2028-02-29" });
      expect(await storage.recordWaivers([A, B], () => [waive(A), full])).toEqual([1, 2]);
      expect(await storage.recordWaivers([A], () => [unwaive(A)])).toEqual([3]);
      expect(await storage.listWaivers([B, C, A, "x"])).toStrictEqual({
        askedAt: decidedAt,
        newest: new Map([
          [B, { id: 2, ...full, decidedAt }],
          [A, { id: 3, ...unwaive(A), decidedAt }],
        ]),
      });
      expect((await storage.listWaivers([])).newest).toEqual(new Map());
      expect(await storage.listWaiverHistory([B, C, A, "x"])).toStrictEqual([
        { id: 1, ...waive(A), decidedAt },
        { id: 2, ...full, decidedAt },
        { id: 3, ...unwaive(A), decidedAt },
      ]);
      expect(await storage.listWaiverHistory([])).toEqual([]);
    });

    it("tells the decider of each key what is known, in their order, and the time", async () => {
      const clock = () => new Date("2026-03-01T12:00:00.000Z");
      const storage = await withFindings(engine, clock);
      await storage.recordWaivers([A], () => [waive(A)]);
      const seen: [readonly WaiverState[], string][] = [];
      await storage.recordWaivers([C, B, A], (...told) => {
        seen.push(told);
        return [];
      });
      expect(seen).toEqual([
        [
          [
            { key: C },
            { key: B, severity: "warn" },
            { key: A, severity: "fail", newest: expect.objectContaining({ id: 1, kind: "waived" }) },
          ],
          clock().toISOString(),
        ],
      ]);
    });

    it.each<[why: string, ...decisions: NewWaiver[]]>([
      ["of no finding", waive("f".repeat(16))],
      ["of a run that has not ended", waive(C)],
      ["without a reason", waive(B, { reason: " " })],
      ["until no day", waive(B, { until: "2026-02-30" })],
      ["takes back what is not waived", unwaive(B)],
      ["takes back with a last day", { ...unwaive(A), ...{ until: "2028-01-01" } }],
      ["takes back a severity", { ...unwaive(A), ...{ severity: "warn" } }],
      ["covers worse than was found", waive(B, { severity: "fail" })],
      ["covers less than was found", waive(A, { severity: "warn" })],
    ])("all or nothing, if one is refused: %s", async (_, ...decisions) => {
      const storage = await withFindings(engine);
      await expect(storage.recordWaivers([A], () => [waive(A), ...decisions])).rejects.toThrow(
        LedgerConstraintError,
      );
      expect((await storage.listWaivers([A, B, C])).newest).toEqual(new Map());
    });

    it("does nothing if the decider throws", async () => {
      const storage = await withFindings(engine);
      const asked = storage.recordWaivers([A], () => {
        throw new RangeError("no");
      });
      await expect(asked).rejects.toThrow(new RangeError("no"));
      expect((await storage.listWaivers([A])).newest).toEqual(new Map());
    });
  });

  it("listFindingKeys gives the keys of ended runs that begin so, each once, sorted", async () => {
    const storage = await withFindings(engine);
    expect(await storage.listFindingKeys("")).toEqual([A, B]);
    expect(await storage.listFindingKeys("aaaaaa")).toEqual([A]);
    expect(await storage.listFindingKeys(B)).toEqual([B]);
    expect(await storage.listFindingKeys(C.slice(0, 6))).toEqual([]);
    expect(await storage.listFindingKeys("ab")).toEqual([]);
  });
}
