import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Decided } from "../../src/api/page-action.ts";
import { makeScene, NOTE } from "./scene.ts";

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

  it("says that its note did, too", async () => {
    const scene = await makeScene();
    scene.write("kb/instructions/review-gates/prose/clarity.md", "# Clarity\n\nIs it quite clear?\n");
    const stale = async () =>
      (await scene.page()).pairs.flatMap(({ state, isBoth = false }) =>
        state === "gate-changed" ? [isBoth] : [],
      );
    expect(await stale()).toEqual([false]);
    expect((await scene.page()).gateChanged?.[0]).not.toHaveProperty("isBoth");
    scene.write(NOTE, "# A\n\nPlain text. And more.\n");
    expect(await stale()).toEqual([true]);
    expect((await scene.page()).gateChanged?.[0]).toMatchObject({ isBoth: true });
  });
});

it("tells of a note that is gone what became of it, with its text as it was accepted last", async () => {
  const scene = await makeScene();
  const text = readFileSync(join(scene.root, NOTE), "utf8");
  rmSync(join(scene.root, NOTE));
  const answer = await scene.ask(`/api/note?path=${NOTE}`);
  expect(JSON.parse(answer.text)).toMatchObject({ notePath: NOTE, isGone: true, text, history: [{}, {}] });
  expect((await scene.ask("/api/note?path=kb/notes/nothing.md")).status).not.toBe(200);
});
