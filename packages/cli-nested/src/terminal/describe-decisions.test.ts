import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { describeNote } from "./describe-decisions.ts";

it("a name with a line break adds no line of its own", () => {
  const review = { gateId: "g\n  PASS  h", decision: "warn", rationaleMarkdown: "" } as const;
  const lines = describeNote("a\nnotes/good.md  5 pass", [review], fakeIo().io);
  expect(lines.slice(0, 2)).toEqual(["a notes/good.md  5 pass  1 warn", "  WARN  g PASS  h"]);
});
