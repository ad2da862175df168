import { describe, expect, it } from "vitest";
import { connectionOf } from "../src/connection.ts";
import { LedgerConstraintError, RunNotFoundError } from "../src/errors.ts";
import type { Ledger } from "../src/ledger.ts";
import { openLedger } from "../src/open-ledger.ts";
import type { writeTransaction } from "../src/transaction.ts";
import {
  appendAcceptances,
  changeRun,
  insertRun,
  type NewGateReview,
  type RunState,
} from "../src/transitions.ts";
import type { ModelId } from "../src/vocabulary.ts";
import { dump } from "./hostile-ledger.ts";
import { newRun, snapshotOf } from "./new-run.ts";

const rows = (ledger: Ledger) => dump(connectionOf(ledger).sqlite);
const pass = (gateId: string): NewGateReview => ({ gateId, decision: "pass", rationaleMarkdown: "fine" });
const both = [pass("b"), pass("a")];
const completed = { gateReviews: both, end: { status: "completed" } } as const;

describe("changeRun", () => {
  it("shows the decider the whole state of the run", async () => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    await changeRun(ledger, id, () => ({ change: { gateReviews: [pass("b")] } }));
    const seen: RunState[] = [];
    await changeRun(ledger, id, (state) => {
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
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    expect(await changeRun(ledger, id, () => ({ change: { gateReviews: both } }))).toEqual([1, 2]);
    const replacing = { ...pass("b"), replaces: 1 };
    expect(await changeRun(ledger, id, () => ({ change: { gateReviews: [replacing] } }))).toEqual([3]);
  });

  it("rekeys, completes and accepts in the order of the gates", async () => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    const rekeyTo = "m2" as ModelId;
    await changeRun(ledger, id, () => ({ change: { ...completed, rekeyTo } }));
    const { sqlite } = connectionOf(ledger);
    const events = sqlite.prepare("SELECT id, gate_id, model_id, accepted_review_id FROM acceptance_events");
    expect(events.raw().all()).toEqual([
      [1, "a", "m2", 2],
      [2, "b", "m2", 1],
    ]);
    expect(sqlite.prepare("SELECT DISTINCT model_id FROM gate_reviews").pluck().all()).toEqual(["m2"]);
  });

  it("keeps the change of a verdict that is an error as well", async () => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    const error = new Error("no");
    const change = { end: { status: "failed", reason: "no" } } as const;
    await expect(changeRun(ledger, id, () => ({ change, error }))).rejects.toBe(error);
    expect(connectionOf(ledger).sqlite.prepare("SELECT status FROM review_runs").pluck().get()).toBe(
      "failed",
    );
  });

  it("throws for an unknown run without asking the decider", async () => {
    await using ledger = await openLedger(":memory:");
    const decide = () => {
      throw new Error("asked");
    };
    await expect(changeRun(ledger, 1, decide)).rejects.toThrow(RunNotFoundError);
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
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    const before = rows(ledger);
    await expect(changeRun(ledger, id, decide)).rejects.toThrow();
    expect(rows(ledger)).toEqual(before);
  });

  const afterTheEnd = {
    "another end": { end: { status: "failed", reason: "x" } },
    "a rekey": { rekeyTo: "m2" as ModelId, debugLog: "log" },
    "a gate review": { gateReviews: [{ ...pass("a"), replaces: 1 }] },
  } as const;
  it.each(Object.entries(afterTheEnd))("%s after the end is refused", async (_, change) => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    await changeRun(ledger, id, () => ({ change: completed }));
    const before = rows(ledger);
    await expect(changeRun(ledger, id, () => ({ change }))).rejects.toThrow(LedgerConstraintError);
    expect(rows(ledger)).toEqual(before);
  });

  it("attaches what is given after the end and leaves the rest", async () => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    await changeRun(ledger, id, () => ({ change: { ...completed, rawBundleMarkdown: "b", debugLog: "l" } }));
    await changeRun(ledger, id, () => ({ change: { debugLog: "m" } }));
    const { sqlite } = connectionOf(ledger);
    const kept = sqlite.prepare("SELECT telemetry_json, raw_bundle_markdown, debug_log FROM review_runs");
    expect(kept.raw().all()).toEqual([[null, "b", "m"]]);
  });
});

describe("insertRun", () => {
  it.each([
    ["a gate twice", { gates: ["a", "a"].map((gateId) => ({ gateId, ...snapshotOf(gateId) })) }],
    ["a sha that is none", { note: { sha: "x", text: "x" } }],
    ["a partition that is none", { modelId: "Opus 4" }],
    ["a time that is none", { startedAt: "yesterday" }],
  ])("%s leaves nothing behind, not even the snapshots", async (_, changes) => {
    await using ledger = await openLedger(":memory:");
    const before = rows(ledger);
    await expect(insertRun(ledger, newRun(changes))).rejects.toThrow(LedgerConstraintError);
    expect(rows(ledger)).toEqual(before);
  });

  it("keeps a text that several runs share once", async () => {
    await using ledger = await openLedger(":memory:");
    await insertRun(ledger, newRun());
    await insertRun(ledger, newRun({ notePath: "same-text.md" }));
    expect(rows(ledger)).toMatchObject({ snapshots: { length: 3 } });
  });
});

it("appendAcceptances appends all or nothing, with the snapshots", async () => {
  await using ledger = await openLedger(":memory:");
  const id = await insertRun(ledger, newRun());
  await changeRun(ledger, id, () => ({ change: completed }));
  const before = rows(ledger);
  const pairs = ["b", "a", "c"].map((gateId) => ({ notePath: "n.md", gateId }));
  const options = { pairs, modelId: "m" as ModelId, snapshots: [snapshotOf("seen")] };
  const append = (...noteShas: string[]) =>
    appendAcceptances(ledger, options, (current) =>
      current.flatMap((event, index) => {
        if (!event) return [];
        const { id: _, acceptedAt: __, ...rest } = event;
        const acceptedNoteSha = noteShas[index] ?? rest.acceptedNoteSha;
        return [{ ...rest, acceptanceKind: "gate-migration", acceptedNoteSha }];
      }),
    );
  await expect(append(snapshotOf("seen").sha, "no sha")).rejects.toThrow(LedgerConstraintError);
  expect(rows(ledger)).toEqual(before);
  expect(await append(snapshotOf("seen").sha)).toEqual([3, 4]);
  expect(rows(ledger)).toMatchObject({ snapshots: { length: 4 } });
});

it("a transaction whose callback is asynchronous does not compile", () => {
  type Work = Parameters<typeof writeTransaction<Promise<void>>>[1];
  type Result = ReturnType<Work>;
  const isNever: [Result] extends [never] ? true : false = true;
  expect(isNever).toBe(true);
});
