import { describe, expect, it } from "vitest";
import { findName } from "./find-name.ts";

describe("findName", () => {
  const known = ["a/café", "café", "v\u00a013", "v\u202f13", "v\u200913", "v\u300013"];

  it.each<[readings: string[], found: string | undefined]>([
    [["café"], "café"],
    [["cafe\u0301"], "café"],
    [["a/cafe\u0301", "café"], "café"],
    [["a/cafe\u0301", "cafe\u0301"], "a/café"],
    [["b/café", "cafe\u0301"], "café"],
    [["cafe"], undefined],
    [[], undefined],
  ])("takes %j for %s", (readings, found) => {
    expect(findName("x", { readings, known })).toBe(found);
  });

  it("counts a name that is known twice once", () => {
    expect(findName("a b", { readings: ["a b"], known: ["a\u00a0b", "a\u00a0b"] })).toBe("a\u00a0b");
  });

  it("spells out what is hard to see, of three names at most", () => {
    expect(() => findName("v 13\n", { readings: ["v 13"], known })).toThrow(
      "v 13\\u000a could mean v\\u00a013 or v\\u202f13 or v\\u200913 (and 1 more); write one of them exactly",
    );
    expect(() => findName("é ’", { readings: ["é ’"], known: ["é '", "e\u0301 '"] })).toThrow(
      "é \\u2019 could mean é ' or e\\u0301 '; ",
    );
  });
});
