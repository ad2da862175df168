import { describe, expect, it } from "vitest";
import { lensesOf, selectGates } from "./select-gates.ts";

const KNOWN = ["prose", "prose/a", "prose/deep/b", "prose/deep/c", "prosecution/d", "z"].map((id) => ({
  id,
}));

describe("selectGates", () => {
  it.each([
    [[], []],
    [["z"], ["z"]],
    [["prose/a.md"], ["prose/a"]],
    [["prose"], ["prose"]],
    [["prose/"], ["prose/a", "prose/deep/b", "prose/deep/c"]],
    [["prose/deep"], ["prose/deep/b", "prose/deep/c"]],
    [["prose/a/"], ["prose/a"]],
    [
      ["z", "prose/deep/c", "prose/deep", "z"],
      ["prose/deep/b", "prose/deep/c", "z"],
    ],
    [
      ["kb/gates/prose/a.md", "./kb/gates/prose/deep/"],
      ["prose/a", "prose/deep/b", "prose/deep/c"],
    ],
    [["./z"], ["z"]],
  ])("by %j picks %j", (selectors: string[], ids) => {
    const { selected, unknown } = selectGates(KNOWN, selectors, "kb/gates");
    expect(selected.map(({ id }) => id)).toEqual(ids);
    expect(unknown).toEqual([]);
  });

  it.each([
    ["prose/tone.md", "prose/tone.md"],
    ["prose/tone", "prose/tone"],
    ["prose/tone.md.md", "prose/tone.md"],
    ["kb/gates/prose/tone.md", "prose/tone"],
    ["kb/gates/prose/tone.md.md", "prose/tone.md"],
  ])("tells the file tone.md.md from tone.md: %s is %s", (selector, id) => {
    const known = [{ id: "prose/tone" }, { id: "prose/tone.md" }];
    expect(selectGates(known, [selector], "kb/gates").selected).toEqual([{ id }]);
    expect(selectGates([{ id: "prose/tone.md" }], ["prose/tone.md"], "kb/gates").selected).toHaveLength(1);
  });

  it.each(["", "/", "pros", "prose/deep/", ".", "prose/z", "deep", "PROSE", "kb/gates", "kb/gates/"])(
    "takes %j for what it says, or for unknown",
    (selector) => {
      const isLens = selector === "prose/deep/";
      expect(selectGates(KNOWN, [selector], "kb/gates").unknown).toEqual(isLens ? [] : [selector]);
    },
  );

  it("takes the only gate or lens that differs in spelling alone, and what is called exactly so first", () => {
    const known = ["L’été/a", "L’été/b", "x\u00a01", "y\u00a01", "y 1", "z/café/a", "z/cafe\u0301/b"];
    const pick = (selector: string) =>
      selectGates(
        known.map((id) => ({ id })),
        [selector],
        "kb/gates",
      ).selected.map(({ id }) => id);
    expect(pick("L'e\u0301te\u0301/a")).toEqual(["L’été/a"]);
    expect(pick("kb/gates/L'été/b.md")).toEqual(["L’été/b"]);
    expect(pick("L'été/")).toEqual(["L’été/a", "L’été/b"]);
    expect(pick("x 1")).toEqual(["x\u00a01"]);
    expect(pick("y 1")).toEqual(["y 1"]);
    expect(pick("z/cafe\u0301")).toEqual(["z/cafe\u0301/b"]);
    expect(pick("z/café/b")).toEqual(["z/cafe\u0301/b"]);
    expect(() => pick("y\u202f1")).toThrow(
      "y\\u202f1 could mean y\\u00a01 or y 1; write one of them exactly",
    );
  });

  it("names every lens, nested ones too", () => {
    expect(lensesOf(KNOWN.map(({ id }) => id))).toEqual(["prose", "prose/deep", "prosecution"]);
  });
});
