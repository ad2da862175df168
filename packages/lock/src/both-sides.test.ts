import { describe, expect, it } from "vitest";
import { isConflicted, linesOfBothSides } from "./both-sides.ts";

const read = (lines: readonly string[], end = "\n") =>
  [...linesOfBothSides(lines.join(end))].map(({ number, line }) => `${number} ${line}`);

const MERGE = ["a", "<<<<<<< ours", "b", "=======", "c", ">>>>>>> theirs", "d"];
const DIFF3 = ["a", "<<<<<<< ours", "b", "||||||| base", "x", "=======", "c", ">>>>>>> theirs", "d"];

describe("both sides of a conflict", () => {
  it.each<[what: string, lines: string[], read: string[]]>([
    ["none", ["a", "b"], ["1 a", "2 b"]],
    ["the style of git", MERGE, ["1 a", "3 b", "5 c", "7 d"]],
    ["diff3, without what was before", DIFF3, ["1 a", "3 b", "7 c", "9 d"]],
    ["a side that is empty", ["<<<<<<< ours", "=======", "c", ">>>>>>> theirs"], ["3 c"]],
    ["markers without a name", ["<<<<<<<", "b", "=======", "c", ">>>>>>>"], ["2 b", "4 c"]],
    [
      "a conflict within what was before",
      [
        "<<<<<<< ours",
        "b",
        "||||||| base",
        "<<<<<<<<< one",
        "x",
        "=========",
        "y",
        ">>>>>>>>> other",
        "=======",
        "c",
        ">>>>>>> theirs",
      ],
      ["2 b", "10 c"],
    ],
    ["a conflict without an end", ["<<<<<<< ours", "b", "=======", "c"], ["2 b", "4 c"]],
    ["a line that only begins so", ["<<<<<<<<", "=======x", "========"], ["2 =======x"]],
    ["a line between markers outside of a conflict", ["=======", "a"], ["1 =======", "2 a"]],
  ])("%s", (_, lines, expected) => {
    expect(read(lines)).toEqual(expected);
    expect(read(lines, "\r\n")).toEqual(expected);
  });

  it("is there where a line is a marker", () => {
    expect(isConflicted(MERGE.join("\n"))).toBe(true);
    expect(isConflicted(MERGE.join("\r\n"))).toBe(true);
    expect(isConflicted("[\n <<<<<<< ours\n]")).toBe(false);
    expect(isConflicted("[\n<<<<<<<ours\n]")).toBe(false);
  });
});
