import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shellWord } from "./shell-word.ts";

describe("shellWord", () => {
  it.each([
    ["prose/source-residue", "prose/source-residue"],
    ["a=b@1:2%+,", "a=b@1:2%+,"],
    ["two words", "'two words'"],
    ["it's", "'it'\\''s'"],
    ["größe", "'größe'"],
    ["", "''"],
  ])("%s", (word, quoted) => {
    expect(shellWord(word)).toBe(quoted);
  });

  it("gives the shell back the same words", () => {
    const words = [
      "$HOME",
      "`id`",
      "a\\b",
      '"',
      "'",
      "''",
      "a\nb",
      "*",
      "~",
      "#x",
      "-n",
      "!",
      "a;b",
      "x && y",
      "",
    ];
    const script = `printf '%s\\0' ${words.map(shellWord).join(" ")}`;
    expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1)).toEqual(
      words,
    );
  });
});
