import { describe, expect, it } from "vitest";
import { MODEL, makePairBase, review } from "./pair-base.ts";
import { gpt, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

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
