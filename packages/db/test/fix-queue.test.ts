import { describe, expect, it } from "vitest";
import type { Ledger } from "../src/ledger.ts";
import { openLedger } from "../src/open-ledger.ts";
import { listFixQueue } from "../src/queries/list-fix-queue.ts";
import { appendAcceptances, changeRun, insertRun, type NewAcceptance } from "../src/transitions.ts";
import type { AcceptableDecision, ModelId } from "../src/vocabulary.ts";
import { newRun, snapshotOf } from "./new-run.ts";

const noteSha = snapshotOf("a note").sha;

/** Completes a run over gates a and b; returns the ids of its reviews. */
async function review(
  ledger: Ledger,
  decisions: [a: AcceptableDecision, b: AcceptableDecision],
  changes: Parameters<typeof newRun>[0] = {},
): Promise<number[]> {
  const id = await insertRun(ledger, newRun(changes));
  const gateReviews = decisions.map((decision, index) => ({
    gateId: index === 0 ? "a" : "b",
    decision,
    rationaleMarkdown: `${decision} it is`,
  }));
  return changeRun(ledger, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** Appends an event for the pair (n.md, a). */
async function accept(ledger: Ledger, event: Partial<NewAcceptance> & Pick<NewAcceptance, "acceptanceKind">) {
  const modelId = (event.modelId ?? "m") as ModelId;
  const pair = { notePath: "n.md", gateId: "a" };
  const shas = { acceptedNoteSha: noteSha, acceptedGateSha: snapshotOf("gate a").sha };
  await appendAcceptances(ledger, { pairs: [pair], modelId }, () => [
    { ...pair, ...shas, modelId, ...event },
  ]);
}

const overrideTo = (decision: AcceptableDecision, acceptedReviewId: number) =>
  ({
    acceptanceKind: "manual-override",
    overrideDecision: decision,
    remark: "quoted on purpose",
    acceptedReviewId,
  }) as const;

/** The queue, a word or two a pair. */
async function queueOf(ledger: Ledger, notePaths?: string[]): Promise<string[]> {
  const queue = await listFixQueue(ledger, { ...(notePaths && { notePaths }) });
  return queue.map(
    ({ notePath, gateId, decision, modelId, reviewId }) =>
      `${notePath} ${gateId} ${decision} ${modelId} ${reviewId}`,
  );
}

describe("listFixQueue", () => {
  it("has the reviews with warn or fail, by note and gate", async () => {
    await using ledger = await openLedger(":memory:");
    expect(await queueOf(ledger)).toEqual([]);
    await review(ledger, ["warn", "pass"]);
    await review(ledger, ["fail", "warn"], { notePath: "a.md" });
    expect(await queueOf(ledger)).toEqual(["a.md a fail m 3", "a.md b warn m 4", "n.md a warn m 1"]);
    expect(await queueOf(ledger, ["n.md"])).toEqual(["n.md a warn m 1"]);
    expect(await queueOf(ledger, [])).toEqual([]);
  });

  it("tells everything that is needed to act on one", async () => {
    await using ledger = await openLedger(":memory:", { clock: () => new Date(0) });
    await review(ledger, ["warn", "pass"]);
    expect(await listFixQueue(ledger)).toStrictEqual([
      {
        notePath: "n.md",
        gateId: "a",
        decision: "warn",
        modelId: "m",
        runId: 1,
        reviewId: 1,
        rationaleMarkdown: "warn it is",
        reviewedAt: "1970-01-01T00:00:00.000Z",
        acceptanceId: 1,
        acceptedNoteSha: noteSha,
        acceptedGateSha: snapshotOf("gate a").sha,
        acceptedAt: "1970-01-01T00:00:00.000Z",
      },
    ]);
  });

  it("leaves out what was not accepted", async () => {
    await using ledger = await openLedger(":memory:");
    const id = await insertRun(ledger, newRun());
    const gateReviews = [{ gateId: "a", decision: "fail", rationaleMarkdown: "x" }] as const;
    await changeRun(ledger, id, () => ({ change: { gateReviews } }));
    expect(await queueOf(ledger)).toEqual([]);
  });

  it("goes by the newest evidence, whichever partition it was made under", async () => {
    await using ledger = await openLedger(":memory:");
    await review(ledger, ["warn", "warn"]);
    await review(ledger, ["pass", "fail"], { modelId: "other" });
    expect(await queueOf(ledger)).toEqual(["n.md b fail other 4"]);
    // An acknowledgement carries old evidence on; it makes none.
    await accept(ledger, { acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 });
    expect(await queueOf(ledger)).toEqual(["n.md b fail other 4"]);
    await review(ledger, ["pass", "pass"]);
    expect(await queueOf(ledger)).toEqual([]);
  });

  it("takes the versions of the newest acceptance", async () => {
    await using ledger = await openLedger(":memory:");
    await review(ledger, ["warn", "pass"]);
    const acceptedGateSha = snapshotOf("gate a, clearer").sha;
    await accept(ledger, { acceptanceKind: "gate-migration", acceptedReviewId: 1, acceptedGateSha });
    expect(await listFixQueue(ledger)).toMatchObject([{ reviewId: 1, acceptanceId: 3, acceptedGateSha }]);
  });

  it("takes an override for the verdict, for as long as its review is the evidence", async () => {
    await using ledger = await openLedger(":memory:");
    await review(ledger, ["warn", "pass"]);
    await accept(ledger, overrideTo("pass", 1));
    expect(await queueOf(ledger)).toEqual([]);
    await accept(ledger, { acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 });
    expect(await queueOf(ledger)).toEqual([]);
    await accept(ledger, overrideTo("fail", 1));
    expect(await listFixQueue(ledger)).toMatchObject([
      { decision: "fail", overrideRemark: "quoted on purpose" },
    ]);
    await review(ledger, ["warn", "pass"]);
    expect(await queueOf(ledger)).toEqual(["n.md a warn m 3"]);
  });

  it("has a pass that a person overrode, and leaves older evidence of other partitions behind", async () => {
    await using ledger = await openLedger(":memory:");
    await review(ledger, ["pass", "pass"]);
    await review(ledger, ["pass", "pass"], { modelId: "other" });
    await accept(ledger, overrideTo("warn", 1));
    expect(await queueOf(ledger)).toEqual(["n.md a warn m 1"]);
  });
});
