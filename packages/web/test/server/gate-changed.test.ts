import { describe, expect, it } from "vitest";
import type { Decided } from "../../src/api/page-action.ts";
import { makeScene } from "./scene.ts";

const CLARITY = "prose/clarity";

describe("a pair whose gate changed", () => {
  it("has its findings back once it is accepted, and can be accepted again after that is taken back", async () => {
    const scene = await makeScene();
    scene.write("kb/instructions/review-gates/prose/clarity.md", "# Clarity\n\nIs it quite clear?\n");
    const before = await scene.page();
    expect(before.findings).toEqual([]);
    expect(before.gateChanged).toMatchObject([{ gateId: CLARITY, staleReason: "gate-changed" }]);
    const accept = async () => {
      const pair = await scene.seen(CLARITY);
      const { status, document } = await scene.decide({ kind: "accept", pair });
      expect(status).toBe(200);
      return document as Decided;
    };
    const { undo } = await accept();
    const accepted = await scene.page();
    expect(accepted.findings).toMatchObject([{ gateId: CLARITY, findings: [{ message: "vague" }] }]);
    expect(accepted).not.toHaveProperty("gateChanged");
    for (const action of undo) expect((await scene.decide(action)).status).toBe(200);
    expect((await scene.page()).findings).toMatchObject([{ gateId: CLARITY, staleReason: "reopened" }]);
    await accept();
    expect((await scene.page()).findings[0]).not.toHaveProperty("staleReason");
  });
});
