import { describe, expect, it } from "vitest";
import { isIgnored, namesGate } from "./is-ignored.ts";

const ignore = (start: number, end: number, reason: string, ...gateIds: string[]) => ({
  gateIds,
  reason,
  start,
  end,
  line: 1,
});

describe("isIgnored", () => {
  const ignores = [ignore(10, 20, "first", "prose/clarity"), ignore(10, 40, "second", "claims", "prose")];
  it.each<[string, number, number, string | undefined]>([
    ["prose/clarity", 10, 20, "first"],
    ["prose/clarity", 19, 21, "second"],
    ["prose/other", 12, 14, "second"],
    ["claims/title", 10, 40, "second"],
    ["claims/title", 9, 12, undefined],
    ["claims/title", 39, 41, undefined],
    ["proses/clarity", 12, 14, undefined],
  ])("%s at %i to %i: %s", (gateId, start, end, reason) => {
    expect(isIgnored(ignores, gateId, { start, end })).toBe(reason);
  });
});

describe("namesGate", () => {
  it.each<[string, string, boolean]>([
    ["prose/clarity", "prose/clarity", true],
    ["Prose/", "prose/clarity", true],
    ["prose", "prose", true],
    ["clarity", "prose/clarity", false],
    ["pro", "prose/clarity", false],
    ["/", "prose/clarity", false],
    ["cafe\u0301", "caf\u00e9/x", true],
  ])("%j means %j: %s", (name, gateId, means) => {
    expect(namesGate(name, gateId)).toBe(means);
  });
});
