import { expect, it } from "vitest";
import { describeEvent, describePause } from "./describe-event.ts";

it("says of a long pause until when it is", () => {
  const now = new Date("2026-11-30T10:00:00.000Z");
  expect(describePause(30, now)).toBe("30 s");
  expect(describePause(3600, now)).toMatch(/^(?:1 h|60 min), until 2026-11-30 11:00 UTC \(Ctrl-C ends it\)$/);
  const reason = "it is overloaded (529)";
  const event = { event: "paused", seconds: 5, jobs: 1, reason } as const;
  expect(describeEvent(event, 1)).toBe(`waiting 5 s, then 1 reviewer at a time: ${reason}`);
});
