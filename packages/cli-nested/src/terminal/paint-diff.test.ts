import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { paintDiff } from "./paint-diff.ts";

const DIFF = "--- a\taccepted\n+++ a\tnow\n@@ -1 +1 @@\n same\n-old\n+new\u001b[2J\n";

it("colours a diff on a terminal", () => {
  expect(paintDiff(DIFF, fakeIo({ columns: 80 }).io)).toEqual([
    "\u001b[1m--- a\taccepted\u001b[22m",
    "\u001b[1m+++ a\tnow\u001b[22m",
    "\u001b[36m@@ -1 +1 @@\u001b[39m",
    " same",
    "\u001b[31m-old\u001b[39m",
    "\u001b[32m+new\u001b[39m",
  ]);
});

it("leaves it plain elsewhere, without what could act on a terminal", () => {
  expect(paintDiff(DIFF, fakeIo().io).join("\n")).toBe(DIFF.replace("\u001b[2J", "").trimEnd());
});
