import { listAcceptanceEvents, listSamples } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  AcceptanceChangedError,
  acknowledge,
  acknowledgeBySample,
  createRun,
  InvalidInputError,
  NeverReviewedError,
  recordAndFinalizeRun,
  type SampledAcknowledgement,
  VerdictChangedError,
} from "../src/index.ts";
import { gateOf, newRun, opus, reviewOf } from "./runs.ts";

const [before, after] = [gateOf("a"), gateOf("a", "a newer gate")];
const note = newRun().note;
const pairOf = (notePath: string) => ({ notePath, gateId: "a", noteSha: note.sha, gateSha: after.sha });

/** Three notes accepted against a gate; it has changed since, and `s.md` is reviewed against what it is now (event 4). */
async function changedGate() {
  const { ledger } = await scratchLedger();
  const review = async (notePath: string, gate: typeof before) => {
    const runId = await createRun(ledger, newRun({ notePath, gates: [gate] }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [reviewOf("a")] });
  };
  for (const notePath of ["s.md", "t.md", "u.md"]) await review(notePath, before);
  await review("s.md", after);
  return ledger;
}

const options: SampledAcknowledgement = {
  pairs: [pairOf("t.md"), { ...pairOf("u.md"), expectReview: 3 }],
  modelId: opus,
  sample: {
    ...{ gateId: "a", gateSha: after.sha, seed: "x", population: 3, flipsAtMost: 2, confidence: 0.95 },
    reviewed: [{ notePath: "s.md", noteSha: note.sha, eventId: 4 }],
  },
  snapshots: [snapshotOf("a newer gate")],
};
const withSample = (changes: Partial<SampledAcknowledgement["sample"]>) => ({
  ...options,
  sample: { ...options.sample, ...changes },
});

describe("acknowledgeBySample", () => {
  it("acknowledges the rest, and keeps the sample with each event", async () => {
    const ledger = await changedGate();
    expect(await acknowledgeBySample(ledger, { ...options, remark: " wording " })).toEqual([5, 6]);
    const common = { acceptanceKind: "gate-migration", acceptedGateSha: after.sha, remark: "wording" };
    expect((await listAcceptanceEvents(ledger)).slice(-2)).toMatchObject([
      { ...common, notePath: "t.md", acceptedReviewId: 2 },
      { ...common, notePath: "u.md", acceptedReviewId: 3 },
    ]);
    const samples = await listSamples(ledger, [4, 5, 6]);
    const { reviewed: _, ...said } = options.sample;
    expect([...samples.keys()]).toEqual([5, 6]);
    expect(samples.get(6)).toMatchObject({ ...said, modelId: opus, reviewed: [4] });
  });

  it("acknowledges nothing where something was decided about the sample meanwhile", async () => {
    const ledger = await changedGate();
    const override = { kind: "manual-override", overrideDecision: "fail", remark: "no" } as const;
    await acknowledge(ledger, { pairs: [pairOf("s.md")], modelId: opus, ...override });
    await expect(acknowledgeBySample(ledger, options)).rejects.toThrow(AcceptanceChangedError);
    expect(await listAcceptanceEvents(ledger)).toHaveLength(5);
  });

  it("refuses a sample of what was acknowledged itself, and never reviewed", async () => {
    const ledger = await changedGate();
    await acknowledge(ledger, { pairs: [pairOf("t.md")], modelId: opus, kind: "gate-migration" });
    const reviewed = [{ notePath: "t.md", noteSha: note.sha, eventId: 5 }];
    const rest = { ...withSample({ reviewed }), pairs: [pairOf("u.md")] };
    await expect(acknowledgeBySample(ledger, rest)).rejects.toThrow("t.md was not reviewed against a");
    expect(await listAcceptanceEvents(ledger)).toHaveLength(5);
  });

  it.each<[why: string, options: SampledAcknowledgement, error: new (...args: never[]) => Error]>([
    ["without a pair", { ...options, pairs: [] }, InvalidInputError],
    ["without a review", withSample({ reviewed: [] }), InvalidInputError],
    ["without a seed", withSample({ seed: " " }), InvalidInputError],
    ["of another gate", { ...options, pairs: [{ ...pairOf("t.md"), gateId: "b" }] }, InvalidInputError],
    [
      "of another version",
      { ...options, pairs: [{ ...pairOf("t.md"), gateSha: before.sha }] },
      InvalidInputError,
    ],
    ["of a pair twice", { ...options, pairs: [pairOf("t.md"), pairOf("t.md")] }, InvalidInputError],
    ["of a pair of the sample", { ...options, pairs: [pairOf("s.md")] }, InvalidInputError],
    ["for more than it was drawn from", withSample({ population: 2 }), InvalidInputError],
    ["with a bound that is none", withSample({ flipsAtMost: 4 }), InvalidInputError],
    ["that is certain", withSample({ confidence: 1 }), InvalidInputError],
    [
      "whose review was of the gate before",
      withSample({ reviewed: [{ notePath: "x.md", noteSha: note.sha, eventId: 4 }] }),
      InvalidInputError,
    ],
    [
      "whose review is another",
      withSample({ reviewed: [{ notePath: "s.md", noteSha: note.sha, eventId: 1 }] }),
      AcceptanceChangedError,
    ],
    ["of a pair that was never reviewed", { ...options, pairs: [pairOf("v.md")] }, NeverReviewedError],
    [
      "of a pair with another verdict by now",
      { ...options, pairs: [{ ...pairOf("t.md"), expectReview: 9 }] },
      VerdictChangedError,
    ],
  ])("refuses all of it %s", async (_, given, error) => {
    const ledger = await changedGate();
    await expect(acknowledgeBySample(ledger, given)).rejects.toThrow(error);
    expect(await listAcceptanceEvents(ledger)).toHaveLength(4);
  });
});
