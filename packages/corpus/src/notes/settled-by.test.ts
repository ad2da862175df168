import { describe, expect, it } from "vitest";
import { findIgnores } from "./find-ignores.ts";
import { settledBy } from "./settled-by.ts";

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

describe("settledBy, of words that stand twice", () => {
  const WORDS = "It is 42 percent faster.";
  const SETTLED = `<!-- review-ignore g: an example: ${WORDS} -->\n> ${WORDS}`;
  const isSettled = async (gateId: string, isExact: boolean, ...blocks: string[]) => {
    const text = `# A\n\n${blocks.join("\n\n")}\n`;
    const start = text.indexOf(`> ${WORDS}`) + 2;
    const note = { text, ignores: (await findIgnores(text)).ignores };
    return settledBy(note, gateId, [{ start, end: start + WORDS.length }], { isExact }) !== undefined;
  };

  it.each<[what: string, settled: boolean, ...blocks: string[]]>([
    ["only there, and in the reason", true, SETTLED],
    ["behind it, too", false, SETTLED, WORDS],
    ["before it, too", false, WORDS, SETTLED],
    ["otherwise emphasized", false, SETTLED, "It is **42** percent\nfaster."],
    ["in two settled blocks", true, SETTLED, SETTLED],
    ["in one that another gate's comment settles", false, SETTLED, SETTLED.replace(" g:", " h:")],
    ["as a part of a word", true, SETTLED, `So${WORDS}`],
  ])("%s: %s", async (_, settled, ...blocks) => {
    expect(await isSettled("g", false, ...blocks)).toBe(settled);
    // Who says where it found them means these.
    expect(await isSettled("g", true, ...blocks)).toBe(true);
  });

  it("is settled by a comment on the whole note", async () => {
    const text = `<!-- review-ignore-file g: all -->\n\n${WORDS}\n\n${WORDS}\n`;
    const start = text.indexOf(WORDS);
    const note = { text, ignores: (await findIgnores(text)).ignores };
    expect(settledBy(note, "g", [{ start, end: start + WORDS.length }])?.reason).toBe("all");
  });
});
