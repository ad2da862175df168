import { describe, expect, it } from "vitest";
import { namesGate, settledBy } from "./settled-by.ts";

const ignore = (start: number, end: number, reason: string, ...gateIds: string[]) => ({
  gateIds,
  reason,
  start,
  end,
  line: 1,
});

describe("settledBy", () => {
  const text = "-".repeat(50);
  const blocks = [ignore(10, 20, "first", "prose/clarity"), ignore(10, 40, "second", "claims", "prose")];
  const note = { text, ignores: [...blocks, ignore(0, 50, "whole", "links")] };
  const reasonOf = (gateId: string, ...places: ([number, number] | undefined)[]) =>
    settledBy(
      note,
      gateId,
      places.map((place) => place && { start: place[0], end: place[1] }),
    )?.reason;

  it.each<[string, number, number, string | undefined]>([
    ["prose/clarity", 10, 20, "first"],
    ["prose/clarity", 19, 21, "second"],
    ["prose/other", 12, 14, "second"],
    ["claims/title", 10, 40, "second"],
    ["claims/title", 9, 12, undefined],
    ["claims/title", 39, 41, undefined],
    ["proses/clarity", 12, 14, undefined],
  ])("%s at %i to %i: %s", (gateId, start, end, reason) => {
    expect(reasonOf(gateId, [start, end])).toBe(reason);
  });

  it("wants all places of a finding to be settled", () => {
    expect(reasonOf("prose/clarity", [30, 35], [12, 14])).toBe("second");
    expect(reasonOf("prose/clarity", [12, 14], [45, 46])).toBeUndefined();
  });

  it("settles what has no place by a comment on the whole note alone", () => {
    expect([reasonOf("links"), reasonOf("links", undefined), reasonOf("links", [1, 2], undefined)]).toEqual([
      "whole",
      "whole",
      "whole",
    ]);
    expect([reasonOf("claims"), reasonOf("claims", [12, 14], undefined)]).toEqual([undefined, undefined]);
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
