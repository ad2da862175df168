import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { NewGateReview } from "../../src/changes.ts";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { NewFinding } from "../../src/finding.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, everythingIn, fresh } from "./engine.ts";
import { lastFindingContract } from "./last-findings.ts";

const TEXT = "\uFEFF\u{1F600} It was 42,\r\nnul \0 inside.\n\tIt was 42, too.";
const note = snapshotOf(TEXT);
const failWith = (...findings: NewFinding[]): NewGateReview => ({
  gateId: "a",
  decision: "fail",
  rationaleMarkdown: "not so",
  findings,
});
const completed = { end: { status: "completed" } } as const;

/** What a storage must do with what reviews find. */
export function findingContract(engine: Engine): void {
  describe("gates whose findings need no quotes", () => {
    it("say so in their run, and no others do", async () => {
      const storage = await fresh(engine);
      const gates = (["none", undefined, "none"] as const).map((quotes, index) => ({
        gateId: `g${index}`,
        ...snapshotOf(`gate ${index}`),
        ...(quotes && { quotes }),
      }));
      const ids = [await storage.createRun(newRun({ gates })), await storage.createRun(newRun())];
      const [first, second] = await Promise.all(ids.map((id) => storage.getRun(id)));
      const shas = gates.map(({ gateId, sha: gateSha }) => ({ gateId, gateSha }));
      expect(first?.gates).toStrictEqual([
        { ...shas[0], quotes: "none" },
        shas[1],
        { ...shas[2], quotes: "none" },
      ]);
      expect(second?.gates.map((gate) => Object.keys(gate))).toEqual(Array(2).fill(["gateId", "gateSha"]));
      const seen: unknown[] = [];
      await changeRun(storage, 1, (state) => {
        seen.push(state.gates);
        return {};
      });
      expect(seen).toStrictEqual([first?.gates]);
    });
  });

  describe("listFindings", () => {
    it("gives what was written with a review, in its order, with every field", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun({ note }));
      const quotes = ["nul \0 inside.\n\tIt", "42,\r\nnul", "\u{1F600}", TEXT].map((words) =>
        quoteIn(TEXT, words),
      );
      const findings = [
        newFinding("f", {
          severity: "fail",
          message: " \u{1F600}\r\n\0 ",
          suggestion: "\u{1F4A1}\r\n\0x",
          quotes,
        }),
        newFinding("0", { message: "z" }),
        newFinding("a", { message: "a", quotes: quotes.slice(1, 2) }),
      ];
      await changeRun(storage, id, () => ({ change: { gateReviews: [failWith(...findings)] } }));
      const ids = [1, 2, 3];
      expect(await storage.listFindings([1])).toStrictEqual(
        new Map([[1, findings.map((finding, index) => ({ id: ids[index], gateReviewId: 1, ...finding }))]]),
      );
    });

    it("names the finding of an earlier review that one continues", async () => {
      const storage = await fresh(engine);
      for (const continuesFindingId of [undefined, 1, 2]) {
        const id = await storage.createRun(newRun());
        const finding = newFinding("a", { ...(continuesFindingId && { continuesFindingId }) });
        await changeRun(storage, id, () => ({
          change: { gateReviews: [failWith(finding)], end: { status: "failed", reason: "gave up" } },
        }));
      }
      const [first, second, third] = [...(await storage.listFindings([1, 2, 3])).values()].flat();
      expect(first).not.toHaveProperty("continuesFindingId");
      expect([second, third]).toMatchObject([
        { id: 2, key: first?.key, continuesFindingId: 1 },
        { id: 3, key: first?.key, continuesFindingId: 2 },
      ]);
    });

    it("answers for many reviews at once, and for none", async () => {
      const storage = await fresh(engine);
      for (const digit of ["a", "b", "c"]) {
        const id = await storage.createRun(newRun({ note }));
        const found = failWith(newFinding(digit, { quotes: [quoteIn(TEXT, `It`)] }), newFinding("d"));
        const nothing: NewGateReview = {
          gateId: "b",
          decision: "pass",
          rationaleMarkdown: "fine",
          findings: [],
        };
        await changeRun(storage, id, () => ({ change: { gateReviews: [found, nothing] } }));
      }
      const many = await storage.listFindings([
        5,
        ...Array.from({ length: 40_000 }, (_, index) => index + 2),
      ]);
      const found = [...many].map(([id, findings]) => [id, ...findings.map(({ key }) => key[0])]);
      expect(found).toEqual([
        [3, "b", "d"],
        [5, "c", "d"],
      ]);
      expect([...many.values()].flat().map(({ quotes }) => quotes.length)).toEqual([1, 0, 1, 0]);
      expect(await storage.listFindings([])).toEqual(new Map());
      expect(await storage.listFindings([2, 99])).toEqual(new Map());
    });

    it("does not find what was replaced while the run was running", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun({ note }));
      const quotes = [quoteIn(TEXT, "It was 42")];
      const write = (replaces: number | undefined, ...findings: NewFinding[]) =>
        changeRun(storage, id, () => ({
          change: { gateReviews: [{ ...failWith(...findings), ...(replaces && { replaces }) }] },
        }));
      expect(await write(undefined, newFinding("a", { quotes }), newFinding("b"))).toEqual([1]);
      expect(await write(1, newFinding("a", { quotes }))).toEqual([2]);
      const found = await storage.listFindings([1, 2]);
      expect(found).toMatchObject(new Map([[2, [{ gateReviewId: 2, key: "a".repeat(16), quotes }]]]));
      expect(found.size).toBe(1);
      expect(await write(2)).toEqual([3]);
      expect(await storage.listFindings([1, 2, 3])).toEqual(new Map());
    });

    it("finds what a run had before it was rekeyed, and what a failed one has", async () => {
      const storage = await fresh(engine);
      const quotes = [quoteIn(TEXT, "too.")];
      const end = { status: "failed", reason: "gave up" } as const;
      for (const change of [{ rekeyTo: "m2" as ModelId }, { end }]) {
        const id = await storage.createRun(newRun({ note }));
        await changeRun(storage, id, () => ({
          change: { gateReviews: [failWith(newFinding("a", { quotes }))] },
        }));
        await changeRun(storage, id, () => ({ change }));
      }
      expect((await storage.getGateReview(1))?.modelId).toBe("m2");
      const found = [...(await storage.listFindings([1, 2])).values()];
      expect(found).toMatchObject([[{ id: 1, quotes }], [{ id: 2, quotes }]]);
    });
  });

  const quote = quoteIn(TEXT, "42");
  const twice = [newFinding("a"), newFinding("a")];
  it.each<[what: string, review: Partial<NewGateReview>]>([
    ["on a pass", { decision: "pass" }],
    ["on an error", { decision: "error" }],
    ["worse than its result", { decision: "warn", findings: [newFinding("a", { severity: "fail" })] }],
    ["without a message", { findings: [newFinding("a", { message: " " })] }],
    ["with a key of another shape", { findings: [newFinding("g")] }],
    ["with the key of another one", { findings: twice }],
    ["that continues none", { findings: [newFinding("a", { continuesFindingId: 9 })] }],
    ["with words of no note", { findings: [newFinding("a", { quotes: [{ ...quote, exact: "43" }] })] }],
    [
      "with offsets of other words",
      { findings: [newFinding("a", { quotes: [{ ...quote, endOffset: 99 }] })] },
    ],
  ])("a finding %s leaves nothing of its change behind", async (_, review) => {
    const storage = await fresh(engine);
    const id = await storage.createRun(newRun({ note }));
    const first: NewGateReview = {
      gateId: "b",
      decision: "warn",
      rationaleMarkdown: "x",
      findings: [newFinding("b")],
    };
    const before = await everythingIn(storage);
    const gateReviews = [first, { ...failWith(newFinding("a")), ...review }];
    const change = { gateReviews, debugLog: "log" };
    await expect(changeRun(storage, id, () => ({ change }))).rejects.toThrow(LedgerConstraintError);
    expect(await everythingIn(storage)).toEqual(before);
    expect(await storage.listFindings([1, 2])).toEqual(new Map());
  });

  it("a review of a run that has ended keeps its findings, whoever would replace it", async () => {
    const storage = await fresh(engine);
    const id = await storage.createRun(withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) })));
    await changeRun(storage, id, () => ({
      change: { gateReviews: [failWith(newFinding("a"))], ...completed },
    }));
    const replacing = { ...failWith(newFinding("b")), replaces: 1 };
    await expect(changeRun(storage, id, () => ({ change: { gateReviews: [replacing] } }))).rejects.toThrow(
      LedgerConstraintError,
    );
    expect(await storage.listFindings([1])).toMatchObject(new Map([[1, [{ id: 1, key: "a".repeat(16) }]]]));
  });

  it("a run does not complete with a finding that quotes nothing, unless its gate needs no quotes", async () => {
    const storage = await fresh(engine);
    const [gateA, gateB] = [withoutQuotes(newRun()).gates.slice(0, 1), newRun().gates.slice(1)];
    const quotes = [quoteIn("a note", "note")];
    const reviewsWith = (ofB: Partial<NewFinding>): NewGateReview[] => [
      failWith(newFinding("a")),
      { ...failWith(newFinding("b", { quotes }), newFinding("c", ofB)), gateId: "b" },
    ];
    const id = await storage.createRun(newRun({ gates: [...gateA, ...gateB] }));
    const before = await everythingIn(storage);
    const end = (ofB: Partial<NewFinding>) =>
      changeRun(storage, id, () => ({ change: { gateReviews: reviewsWith(ofB), ...completed } }));
    await expect(end({})).rejects.toThrow(LedgerConstraintError);
    expect(await everythingIn(storage)).toEqual(before);
    expect(await end({ quotes })).toHaveLength(2);
  });

  it("a run with such a finding may fail", async () => {
    const storage = await fresh(engine);
    const id = await storage.createRun(newRun());
    const end = { status: "failed", reason: "so" } as const;
    const change = { gateReviews: [failWith(newFinding("a"))], end };
    expect(await changeRun(storage, id, () => ({ change }))).toEqual([1]);
  });

  lastFindingContract(engine);
}
