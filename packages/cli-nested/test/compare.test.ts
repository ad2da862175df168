import type { ModelId } from "@review/db";
import { recordAndFinalizeRun } from "@review/lifecycle";
import { expect, it } from "vitest";
import { gpt, makeBase, nested, nestedJson, opus, tooWide } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const B = "kb/notes/b.md";
const PASSED = "### Summary\nGood.";
const FAILED = "### Summary\nNo.\n\n### Findings\n- FAIL: it says nothing\n  > Plain text.";

/** Both models judged two gates of one note and differ about the first; the other note only opus judged. */
async function makeTwiceReviewedBase() {
  const base = makeBase();
  await using ledger = await base.open();
  const review = async (modelId: ModelId, note: string, texts: Record<string, string>) => {
    const runId = await base.start(ledger, note, Object.keys(texts), { modelId });
    const gateReviews = Object.entries(texts).map(([gateId, rationaleMarkdown]) => ({
      gateId,
      decision: rationaleMarkdown === FAILED ? ("fail" as const) : ("pass" as const),
      rationaleMarkdown,
    }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews });
  };
  await review(opus, A, { "prose/clarity": FAILED, "prose/brevity": PASSED });
  await review(gpt, A, { "prose/clarity": PASSED, "prose/brevity": PASSED });
  await review(opus, B, { "prose/clarity": PASSED });
  return base;
}

it("compare tells how far two models agree, and what each says where they do not", async () => {
  const { root } = await makeTwiceReviewedBase();
  expect(await nestedJson(root, ["compare", "claude-opus-4-8", "gpt-5.4"])).toMatchObject({
    first: { model: "claude-opus-4-8", partitions: [opus], alone: 1 },
    second: { model: "gpt-5.4", partitions: [gpt], alone: 0 },
    pairs: 2,
    agreed: 1,
    kappa: 0,
    decisions: { fail: { pass: 1 }, pass: { pass: 1, fail: 0 } },
    gates: [
      { gateId: "prose/clarity", pairs: 1, agreed: 0 },
      { gateId: "prose/brevity", pairs: 1, agreed: 1 },
    ],
    differing: [
      {
        notePath: A,
        gateId: "prose/clarity",
        first: { decision: "fail", runId: 1, findings: [{ severity: "fail", message: "it says nothing" }] },
        second: { decision: "pass", runId: 2, findings: [] },
      },
    ],
  });
});

it("compare fits a terminal, and says it in words", async () => {
  const { root } = await makeTwiceReviewedBase();
  const { out, err } = await nested(root, ["compare", "claude-opus-4-8", "gpt-5.4"], { columns: 60 });
  expect(tooWide(out, 60)).toEqual([]);
  expect(out).toMatch(/kb\/notes\/a\.md {2}prose\/clarity\n {2}FAIL {2}claude-opus-4-8\n.*it says nothing/);
  expect(out).toMatch(/kb\/notes\/a\.md:\d+:\d+/);
  expect(err.split("\n")).toEqual([
    "claude-opus-4-8 and gpt-5.4 agree on 1 of 2 pairs (50 %,",
    "  kappa 0.00)",
    "1 FAIL against PASS",
    "1 pair judged by claude-opus-4-8 alone",
    "",
  ]);
});

it("compare looks at the notes and gates that are named", async () => {
  const { root } = await makeTwiceReviewedBase();
  const compared = (...args: string[]) =>
    nestedJson(root, ["compare", "claude-opus-4-8", "gpt-5.4", ...args]);
  const none = { first: { alone: 0 }, second: { alone: 0 } };
  expect(await compared("--gate", "prose/brevity")).toMatchObject({
    ...{ pairs: 1, agreed: 1, differing: [], ...none },
  });
  expect(await compared("--note", A)).toMatchObject({ pairs: 2, ...none });
  expect(await compared("--note", B)).toMatchObject({ pairs: 0, agreed: 0, first: { alone: 1 } });
  const { err } = await nested(root, ["compare", "claude-opus-4-8", "gpt-5.4", "--note", B]);
  expect(err).toContain("there is no pair that both judged on the same text");
});

it("compare refuses a model beside itself", async () => {
  const { root } = await makeTwiceReviewedBase();
  const { err, exitCode } = await nested(root, ["compare", "gpt-5.4", "GPT-5.4"]);
  expect([exitCode, err]).toEqual([2, expect.stringContaining("both stand for gpt-5-4")]);
});

it("compare says of which model nothing is known", async () => {
  const { root } = await makeTwiceReviewedBase();
  const { err } = await nested(root, ["compare", "gpt-5.5", "llama"]);
  expect(err.split("\n").slice(-3)).toEqual([
    "nothing was ever accepted under gpt-5.5: did you mean gpt-5-4?",
    "nothing was ever accepted under llama",
    "",
  ]);
  expect((await nested(root, ["compare", "claude-opus-4-8", "gpt-5.4"])).err).not.toContain("nothing");
});

it("stale asks after a name that is near, where nothing is recorded of the one that was named", async () => {
  const { root } = await makeTwiceReviewedBase();
  const stale = async (model: string) => (await nested(root, ["stale", "prose", "--model", model])).err;
  expect(await stale("gpt-5.5")).toContain(
    "nothing was ever accepted under gpt-5.5: did you mean gpt-5-4?\n",
  );
  for (const model of ["gpt-5.4", "llama"]) expect(await stale(model)).not.toContain("did you mean");
});
