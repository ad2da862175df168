import { expect, it } from "vitest";
import { describeEvent, describePause } from "./describe-event.ts";

it("says of a long pause until when it is, and of none to run the command again", () => {
  const now = new Date("2026-11-30T10:00:00.000Z");
  expect(describePause(30, now)).toBe("30 s");
  expect(describePause(3600, now)).toMatch(/^(?:1 h|60 min), until 2026-11-30 11:00 UTC \(Ctrl-C ends it\)$/);
  const told = (reason: string) =>
    describeEvent({ event: "paused", seconds: 5, jobs: 1, reason } as Parameters<typeof describeEvent>[0], 1);
  const waiting = "waiting 5 s, then 1 reviewer at a time: it is overloaded (529)";
  for (const again of [
    "run the command again in a few minutes",
    "wait a little and run the command again, perhaps with --jobs 1",
  ])
    expect(told(`it is overloaded (529): ${again}`)).toBe(waiting);
});
