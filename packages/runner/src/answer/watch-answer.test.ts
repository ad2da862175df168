import { renderBundle } from "@review/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PATIENCE } from "../process/patience.ts";
import { isComplete } from "./requested-blocks.ts";
import { watchAnswer } from "./watch-answer.ts";

const GATE = { gateId: "prose/clarity", severity: "warn" } as const;
const requested = {
  token: "0a1b2c3d",
  notes: ["a.md", "b.md"].map((notePath) => ({ notePath, noteSha: "0", text: "", gates: [GATE] })),
};
const review = { gateId: GATE.gateId, text: "### Summary\nFine.\n\n## Result: PASS\n" };
const answer = renderBundle(
  requested.token,
  requested.notes.map(({ notePath }) => ({ notePath, reviews: [review] })),
);

const AT_ONCE = { ...PATIENCE, answeredMs: 1, notUnderstoodMs: 1 };
const NEVER = { ...PATIENCE, answeredMs: 60_000, notUnderstoodMs: 60_000 };
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Whether the reviewer is dismissed when it says all this and then nothing more. */
async function follow(patience: typeof PATIENCE, act: (watch: ReturnType<typeof watchAnswer>) => void) {
  const watch = watchAnswer(requested, patience);
  act(watch);
  await soon();
  watch.stop();
  return watch.why();
}

describe("watchAnswer", () => {
  it("lets a reviewer go that has answered and does not end", async () => {
    expect(await follow(AT_ONCE, (watch) => watch.grew(answer, () => answer))).toBe("did-not-end");
    expect(await follow(AT_ONCE, (watch) => watch.finished())).toBe("did-not-end");
  });

  it("leaves one alone that still thinks, or whose time is not up", async () => {
    const half = answer.slice(0, answer.length / 2);
    expect(await follow(AT_ONCE, (watch) => watch.grew(half, () => half))).toBeUndefined();
    expect(await follow(AT_ONCE, (watch) => watch.printed(true))).toBeUndefined();
    expect(await follow(AT_ONCE, () => undefined)).toBeUndefined();
    expect(await follow(NEVER, (watch) => watch.grew(answer, () => answer))).toBeUndefined();
  });

  it("lets one go of whose lines none is understood", async () => {
    expect(await follow(AT_ONCE, (watch) => watch.printed(false))).toBe("not-understood");
    const understood = (order: readonly boolean[]) =>
      follow(AT_ONCE, (watch) => {
        for (const one of order) watch.printed(one);
      });
    expect(await understood([false, true])).toBeUndefined();
    expect(await understood([true, false])).toBeUndefined();
  });

  it("sees the end of an answer wherever it is cut, with or without a last line end", async () => {
    for (const text of [answer, answer.trimEnd()]) {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(text.length)), async (cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          const watch = watchAnswer(requested, AT_ONCE);
          for (const [index, from] of at.slice(0, -1).entries()) {
            const to = at[index + 1] ?? from;
            watch.grew(text.slice(from, to), () => text.slice(0, to));
          }
          await new Promise((resolve) => watch.dismissed.addEventListener("abort", resolve));
          expect(watch.why()).toBe("did-not-end");
        }),
        { numRuns: 30 },
      );
    }
  });

  it("does not read a flood of sentinels again and again", () => {
    const line = `=== NOTE END ${requested.token}: c.md ===\n`;
    const watch = watchAnswer(requested, NEVER);
    let reads = 0;
    for (let lines = 1; lines <= 1_000; lines += 1) {
      watch.grew(line, () => {
        reads += 1;
        return line.repeat(lines);
      });
    }
    watch.stop();
    expect(reads).toBeLessThan(12);
  });
});

describe("isComplete", () => {
  it("needs every block asked for, whole", () => {
    expect(isComplete(answer, requested)).toBe(true);
    expect(isComplete(`Some words.\n${answer}And more.`, requested)).toBe(true);
    expect(isComplete(answer.replace("b.md", "c.md"), requested)).toBe(false);
    expect(isComplete(answer.replace("## Result: PASS", ""), requested)).toBe(false);
    expect(isComplete(answer + answer, requested)).toBe(false);
  });
});
