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

  it("names every lens, nested ones too", () => {
    expect(lensesOf(KNOWN)).toEqual(["prose", "prose/deep", "prosecution"]);
  });
});
