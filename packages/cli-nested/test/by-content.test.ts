import { modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import { MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, gpt, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const [A, GATE] = ["kb/notes/a.md", "prose/body"];
const [FIRST, SECOND, THIRD] = ["# A\n\nFirst.\n", "# A\n\nSecond.\n", "# A\n\nThird.\n"];

/** What every command says of the pair as it is now. */
async function say({ root }: ReviewedBase) {
  const { stale } = await nestedJson(root, ["stale", GATE, "--note", A, ...MODEL]);
  const why = await nestedJson(root, ["why", A, GATE, ...MODEL]);
  const { warns } = await nestedJson(root, ["warns", A]);
  const sweep = ["sweep", GATE, "--note", A, "--runner", "claude-code", ...MODEL, "--dry-run"];
  const { pairs } = await nestedJson(root, sweep);
  const { verdict } = why as { verdict?: { decision: string } };
  return {
    stale: (stale as { reason: string }[]).map(({ reason }) => reason),
    state: why.state,
    verdict: verdict?.decision,
    warns: (warns as { gateId: string; staleReason?: string }[])
      .filter(({ gateId }) => gateId === GATE)
      .map(({ staleReason = "now" }) => staleReason),
    toReview: pairs,
  };
}

const FRESH = { stale: [], state: "fresh", toReview: 0 };

describe("a version that comes back", () => {
  it("is fresh again and shows its own verdict, in every command", async () => {
    const base = await makePairBase();
    base.write(A, FIRST);
    await review(base, A, { [GATE]: "fail" });
    base.write(A, SECOND);
    await review(base, A, { [GATE]: "pass" });
    expect(await say(base)).toEqual({ ...FRESH, verdict: "pass", warns: [] });
    base.write(A, FIRST);
    expect(await say(base)).toEqual({ ...FRESH, verdict: "fail", warns: ["now"] });
    base.write(A, THIRD);
    // Told against what was accepted last, whichever version was there in between.
    const stale = { stale: ["note-changed"], state: "note-changed", toReview: 1 };
    expect(await say(base)).toEqual({ ...stale, verdict: "pass", warns: [] });
    base.write(A, SECOND);
    expect(await say(base)).toEqual({ ...FRESH, verdict: "pass", warns: [] });
  });

  it("keeps the override that was made on it, and only there", async () => {
    const base = await makePairBase();
    base.write(A, FIRST);
    await review(base, A, { [GATE]: "fail" });
    await nested(base.root, ["ack", A, GATE, ...MODEL, "--override", "pass", "--remark", "on purpose"]);
    base.write(A, SECOND);
    await review(base, A, { [GATE]: "warn" });
    const override = async () => (await nestedJson(base.root, ["why", A, GATE, ...MODEL])).override;
    expect(await override()).toBeUndefined();
    base.write(A, FIRST);
    expect(await override()).toEqual({ decision: "pass", remark: "on purpose" });
    expect(await say(base)).toMatchObject({ ...FRESH, warns: [] });
  });

  it("is what an edit of the gate is told against, and acknowledged on", async () => {
    const base = await makePairBase();
    base.write(A, FIRST);
    await review(base, A, { [GATE]: "fail" });
    base.write(A, SECOND);
    await review(base, A, { [GATE]: "pass" });
    base.write(A, FIRST);
    base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body really fine?\n");
    const why = await nestedJson(base.root, ["why", A, GATE, ...MODEL]);
    expect(why).toMatchObject({
      state: "gate-changed",
      verdict: { decision: "fail" },
      diff: { gate: expect.any(String) },
    });
    expect(why.diff).not.toHaveProperty("note");
    const cohort = ["ack", "--gate", GATE, "--reason", "gate-changed", "--all", "--yes", ...MODEL];
    expect((await nested(base.root, cohort)).out).toContain(`${A}\t${GATE}\tgate-migration\n`);
    expect(await say(base)).toEqual({ ...FRESH, verdict: "fail", warns: ["now"] });
  });

  it("is told by each partition apart: what one model found is not cleared by another", async () => {
    const base = await makePairBase();
    base.write(A, FIRST);
    await review(base, A, { [GATE]: "fail" }, opus);
    await review(base, A, { [GATE]: "pass" }, gpt);
    const { warns } = await nestedJson(base.root, ["warns", A]);
    expect(warns).toMatchObject([{ gateId: GATE, decision: "fail", modelId: opus }]);
    base.write(A, SECOND);
    await review(base, A, { [GATE]: "pass" }, gpt);
    expect((await nestedJson(base.root, ["warns", A])).warns).toMatchObject([
      { decision: "fail", modelId: opus, staleReason: "note-changed" },
    ]);
    await review(base, A, { [GATE]: "pass" }, opus);
    expect((await nestedJson(base.root, ["warns", A])).warns).toEqual([]);
  });
});

describe("a name that stands for two models which do not agree", () => {
  const OTHER = modelPartition("other");
  /** The model that was asked for found a fail, another that answered for it found nothing. */
  async function disagree() {
    const base = await makePairBase();
    base.write(A, FIRST);
    await review(base, A, { [GATE]: "fail" }, opus);
    await using ledger = await base.open();
    const runId = await base.start(ledger, A, [GATE], { modelId: opus });
    const gateReviews = [{ gateId: GATE, decision: "pass", rationaleMarkdown: "Fine." } as const];
    await recordAndFinalizeRun(ledger, { runId, gateReviews, actualModelId: OTHER });
    return base;
  }

  it("has both verdicts in why, and each can be overridden by its review", async () => {
    const base = await disagree();
    const why = await nestedJson(base.root, ["why", A, GATE, ...MODEL]);
    const [other] = why.others as { decision: string; modelId: string; reviewId: number }[];
    expect(why).toMatchObject({ state: "fresh", verdict: { decision: "pass", modelId: OTHER } });
    expect(other).toMatchObject({ decision: "fail", modelId: opus });
    expect((await nested(base.root, ["why", A, GATE, ...MODEL])).out).toMatch(
      /^also +FAIL, review \d+ in run \d+ under/m,
    );
    const override = [
      "--override",
      "pass",
      "--remark",
      "on purpose",
      "--expect-review",
      `${other?.reviewId}`,
    ];
    expect((await nested(base.root, ["ack", A, GATE, ...MODEL, ...override])).exitCode).toBe(0);
    expect((await nestedJson(base.root, ["warns", A])).warns).not.toContainEqual(
      expect.objectContaining({ gateId: GATE }),
    );
  });

  it.each([
    ["ack of the pair", ["ack", A, GATE, ...MODEL]],
    ["ack --trivial", ["ack", "--trivial", "--gate", GATE, ...MODEL]],
  ])("keeps both after %s", async (_, command) => {
    const base = await disagree();
    base.write(A, FIRST.replace("# A", "#  A"));
    const { out, err } = await nested(base.root, command);
    expect(out.split("\n").filter((line) => line.startsWith(A))).toHaveLength(1);
    expect(err).toContain("1 pair acknowledged");
    const { warns } = await nestedJson(base.root, ["warns", A]);
    const ofGate = (warns as { gateId: string; staleReason?: string }[]).filter(
      ({ gateId }) => gateId === GATE,
    );
    expect(ofGate).toMatchObject([{ decision: "fail", modelId: opus }]);
    expect(ofGate[0]).not.toHaveProperty("staleReason");
  });
});
