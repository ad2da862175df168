import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { eventsFrom, MODEL, makePairBase, review } from "./pair-base.ts";
import { gpt, nested, nestedJson, opus } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
/** Events that the two reviews of the base appended. */
const BEFORE = 6;

describe("ack --expect-review", () => {
  const override = (...more: string[]) => [
    "ack",
    A,
    "prose/body",
    ...MODEL,
    ...["--override", "pass", "--remark", "quoted on purpose", ...more],
  ];

  it("goes ahead with the review that was looked at, as `why` names it", async () => {
    const base = await makePairBase();
    const { next, verdict } = await nestedJson(base.root, ["why", A, "prose/body", ...MODEL]);
    expect(verdict).toMatchObject({ reviewId: 1 });
    expect(next).toContain(
      `review-nested ack ${A} prose/body --model claude-opus-4-8 --override pass --remark WHY --expect-review 1`,
    );
    expect((await nested(base.root, override("--expect-review", "1"))).exitCode).toBe(0);
  });

  it.each([[[]], [["--dry-run"]]])("refuses where another verdict came in between: %j", async (more) => {
    const base = await makePairBase();
    await review(base, A, { "prose/body": "fail" });
    await expectRefusal(nestedHere, base.root, override("--expect-review", "1", ...more), {
      exitCode: 4,
      code: "verdict-changed",
      message: `${A} against prose/body rests on review 7 now, not on review 1: look at it again`,
    });
    expect(await eventsFrom(base, BEFORE + 1)).toEqual([]);
  });

  it("refuses where a model that answers for the one asked for gave the verdict that counts now", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    await review(base, A, { "prose/body": "fail" }, gpt, opus);
    await expectRefusal(nestedHere, base.root, override("--expect-review", "1", "--quiet"), {
      exitCode: 4,
      code: "verdict-changed",
      message: `${A} against prose/body rests on review 7 now, not on review 1: look at it again`,
    });
  });

  it("refuses a pair that became fresh by another review, although there is nothing to acknowledge", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    await review(base, A, { "prose/body": "pass" });
    const ack = ["ack", A, "prose/body", ...MODEL, "--expect-review", "1"];
    expect(await nested(base.root, ack)).toMatchObject({ exitCode: 4, out: "" });
  });

  it.each([
    [["--expect-review", "1", "--trivial"], /^--expect-review goes with one note and gate: /],
    [
      [A, "prose/body", "prose/title", "--expect-review", "1"],
      /^--expect-review names the review of one gate/,
    ],
    [[A, "prose/body", "--expect-review", "x"], /^--expect-review must be a whole number/],
  ])("goes with one gate: %j", async (args, message) => {
    const base = await makePairBase();
    await expectRefusal(nestedHere, base.root, ["ack", ...args, ...MODEL], {
      exitCode: 2,
      code: "usage",
      message,
    });
  });
});
