import { modelPartition } from "@review/lifecycle";
import { expect, it } from "vitest";
import type { FixEntry, FixQueueDocument } from "./fix-queue-document.ts";
import { shortenFixQueue } from "./shorten-fix-queue.ts";

const entry = (notePath: string, ...messages: string[]): FixEntry => ({
  notePath,
  gateId: "g",
  modelId: modelPartition("m"),
  acceptanceId: 1,
  acceptanceKind: "full-review",
  acceptedAt: "",
  acceptedNoteSha: "",
  acceptedGateSha: "",
  decision: "warn",
  runId: 1,
  reviewId: 1,
  reviewedAt: "",
  findings: messages.map((message) => ({ severity: "warn", message, quotes: [] })),
});

it("shows so many findings at most, and every verdict that has none", () => {
  const leftOut = {
    gateChanged: 0,
    gateGone: 0,
    noteGone: 0,
    carriedOver: 0,
    notApplicable: 0,
    waived: 0,
    disputed: 0,
  };
  const warns = [entry("a"), entry("b", "one", "two", "three"), entry("c", "four"), entry("d")];
  const queue: FixQueueDocument = { warns, leftOut };
  const shown = shortenFixQueue(queue, 2);
  expect(shown.warns.map(({ notePath, findings }) => [notePath, findings.length])).toEqual([
    ["a", 0],
    ["b", 2],
    ["d", 0],
  ]);
  expect(shown.more).toBe(2);
  expect(shortenFixQueue(queue, 4)).toEqual(queue);
});
