import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { NewGateReview, RunState } from "../../src/changes.ts";
import { LedgerConstraintError, RunNotFoundError } from "../../src/errors.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, everythingIn, fresh } from "./engine.ts";
import { accept, pairA, review } from "./events.ts";

const pass = (gateId: string): NewGateReview => ({ gateId, decision: "pass", rationaleMarkdown: "fine" });
const both = [pass("b"), pass("a")];
const completed = { gateReviews: both, end: { status: "completed" } } as const;

/** What a storage must do with changes. */
export function transitionContract(engine: Engine): void {
  describe("changeRuns", () => {
    it("shows the decider the whole state of the run", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      await changeRun(storage, id, () => ({ change: { gateReviews: [pass("b")] } }));
      const seen: RunState[] = [];
      await changeRun(storage, id, (state) => {
        seen.push(state);
        return {};
      });
      expect(seen).toMatchObject([
        {
          run: { id, status: "running" },
          gates: [{ gateId: "a" }, { gateId: "b", gateSha: snapshotOf("gate b").sha }],
          written: [{ id: 1, gateId: "b", decision: "pass", gateSha: snapshotOf("gate b").sha }],
        },
      ]);
    });

    it("returns the ids of the gate reviews in the decider's order", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      expect(await changeRun(storage, id, () => ({ change: { gateReviews: both } }))).toEqual([1, 2]);
      const replacing = { ...pass("b"), replaces: 1 };
      expect(await changeRun(storage, id, () => ({ change: { gateReviews: [replacing] } }))).toEqual([3]);
    });

    it("rekeys, completes and accepts in the order of the gates", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const rekeyTo = "m2" as ModelId;
      await changeRun(storage, id, () => ({ change: { ...completed, rekeyTo } }));
      expect(await storage.listAcceptanceEvents({})).toMatchObject([
        { id: 1, gateId: "a", modelId: "m2", acceptedReviewId: 2 },
        { id: 2, gateId: "b", modelId: "m2", acceptedReviewId: 1 },
      ]);
      const { gateReviews, modelId } = await storage.getRun(id);
      expect([modelId, ...gateReviews.map((review) => review.modelId)]).toEqual(["m2", "m2", "m2"]);
    });

    it("keeps the change of a verdict that is an error as well", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const error = new Error("no");
      const change = { end: { status: "failed", reason: "no" } } as const;
      await expect(changeRun(storage, id, () => ({ change, error }))).rejects.toBe(error);
      expect(await storage.getRun(id)).toMatchObject({ status: "failed", failureReason: "no" });
    });

    it("changes several runs in one transaction: where one may not be changed, none is", async () => {
      const storage = await fresh(engine);
      const ids = [await storage.createRun(newRun()), await storage.createRun(newRun({ notePath: "o.md" }))];
      const end = { status: "failed", reason: "no" } as const;
      const before = await everythingIn(storage);
      const error = new Error("not this one");
      const decide = ({ run }: RunState) => (run.id === 2 ? { error } : { change: { end } });
      await expect(storage.changeRuns(ids, decide)).rejects.toBe(error);
      await expect(storage.changeRuns([...ids, 9], () => ({ change: { end } }))).rejects.toThrow(
        RunNotFoundError,
      );
      expect(await everythingIn(storage)).toEqual(before);
      await storage.changeRuns(ids, () => ({ change: { end } }));
      expect((await storage.listRuns({})).map(({ status }) => status)).toEqual(["failed", "failed"]);
    });

    it("throws for an unknown run without asking the decider", async () => {
      const storage = await fresh(engine);
      const decide = () => {
        throw new Error("asked");
      };
      await expect(changeRun(storage, 1, decide)).rejects.toThrow(RunNotFoundError);
    });

    const onRunning = {
      "a decider that throws": () => {
        throw new Error("no");
      },
      "a gate that is not in the run": () => ({ change: { gateReviews: [pass("a"), pass("c")] } }),
      "a second review of a gate": () => ({ change: { gateReviews: [pass("a"), pass("a")] } }),
      "completing without coverage": () => ({ change: { ...completed, gateReviews: [pass("a")] } }),
      "a reason that is blank": () => ({
        change: { debugLog: "log", gateReviews: both, end: { status: "failed", reason: " " } } as const,
      }),
      "evidence that JSON cannot hold": () => ({
        change: { gateReviews: [pass("a"), { ...pass("b"), evidence: 1n }] },
      }),
    };
    it.each(Object.entries(onRunning))("%s leaves nothing behind", async (_, decide) => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      const before = await everythingIn(storage);
      await expect(changeRun(storage, id, decide)).rejects.toThrow();
      expect(await everythingIn(storage)).toEqual(before);
    });

    const afterTheEnd = {
      "another end": { end: { status: "failed", reason: "x" } },
      "a rekey": { rekeyTo: "m2" as ModelId, debugLog: "log" },
      "a gate review": { gateReviews: [{ ...pass("a"), replaces: 1 }] },
    } as const;
    it.each(Object.entries(afterTheEnd))("%s after the end is refused", async (_, change) => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      await changeRun(storage, id, () => ({ change: completed }));
      const before = await everythingIn(storage);
      await expect(changeRun(storage, id, () => ({ change }))).rejects.toThrow(LedgerConstraintError);
      expect(await everythingIn(storage)).toEqual(before);
    });

    it("attaches what is given after the end and leaves the rest", async () => {
      const storage = await fresh(engine);
      const id = await storage.createRun(newRun());
      await changeRun(storage, id, () => ({
        change: { ...completed, rawBundleMarkdown: "b", debugLog: "l" },
      }));
      await changeRun(storage, id, () => ({ change: { debugLog: "m" } }));
      expect(await storage.getRun(id)).not.toHaveProperty("telemetry");
      expect(await storage.getRunOutput(id)).toEqual({ rawBundleMarkdown: "b", debugLog: "m" });
    });
  });

  describe("createRun", () => {
    it.each([
      ["a gate twice", { gates: ["a", "a"].map((gateId) => ({ gateId, ...snapshotOf(gateId) })) }],
      ["a sha that is none", { note: { sha: "x", text: "x" } }],
      ["a partition that is none", { modelId: "Opus 4" }],
      ["a time that is none", { startedAt: "yesterday" }],
    ])("%s leaves nothing behind, not even the snapshots", async (_, changes) => {
      const storage = await fresh(engine);
      const before = await everythingIn(storage);
      await expect(storage.createRun(newRun(changes))).rejects.toThrow(LedgerConstraintError);
      expect(await everythingIn(storage)).toEqual(before);
    });

    it("keeps a text that several runs share once", async () => {
      const storage = await fresh(engine);
      await storage.createRun(newRun());
      await storage.createRun(newRun({ notePath: "same-text.md" }));
      expect(await everythingIn(storage)).toMatchObject({ counts: { snapshots: 3 } });
    });
  });

  it("appendAcceptances appends all or nothing, with the snapshots", async () => {
    const storage = await fresh(engine);
    const id = await storage.createRun(newRun());
    await changeRun(storage, id, () => ({ change: completed }));
    const before = await everythingIn(storage);
    const modelId = "m" as ModelId;
    const pairs = ["b", "a", "c"].map((gateId) => ({ ...pairA, gateId, modelId }));
    const options = { pairs, snapshots: [snapshotOf("seen")] };
    const append = (...noteShas: string[]) =>
      storage.appendAcceptances(options, (current) =>
        current.flatMap((event, index) => {
          if (!event) return [];
          const { id: _, acceptedAt: __, ...rest } = event;
          const acceptedNoteSha = noteShas[index] ?? rest.acceptedNoteSha;
          return [{ ...rest, acceptanceKind: "gate-migration", acceptedNoteSha }];
        }),
      );
    await expect(append(snapshotOf("seen").sha, "no sha")).rejects.toThrow(LedgerConstraintError);
    expect(await everythingIn(storage)).toEqual(before);
    expect(await append(snapshotOf("seen").sha)).toEqual([3, 4]);
    expect(await everythingIn(storage)).toMatchObject({ counts: { snapshots: 4 } });
  });

  it("appendAcceptances builds on the newest event of the versions that a pair has now, else on its newest", async () => {
    const storage = await fresh(engine);
    await review(storage);
    const newer = snapshotOf("newer").sha;
    await accept(storage, { acceptedNoteSha: newer });
    const pairs = [
      pairA,
      { ...pairA, noteSha: newer },
      { ...pairA, noteSha: snapshotOf("neither").sha },
      { ...pairA, gateId: "c" },
    ];
    const seen: (number | undefined)[] = [];
    await storage.appendAcceptances({ pairs }, (current) => {
      seen.push(...current.map((event) => event?.id));
      return [];
    });
    expect(seen).toEqual([1, 3, 3, undefined]);
  });
}
