import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { nameWord, optionWords, shellWord } from "./shell-word.ts";

describe("shellWord", () => {
  it.each([
    ["prose/source-residue", "prose/source-residue"],
    ["a=b@1:2%+,", "a=b@1:2%+,"],
    ["two words", "'two words'"],
    ["it's", "'it'\\''s'"],
    ["größe", "'größe'"],
    ["", "''"],
    ["a\u001b[2Jb\u009b", `"$(printf 'a\\033[2Jb\\302\\233')"`],
    ["a\n::error::\u200bb", `"$(printf 'a\\012::error::\\342\\200\\213b')"`],
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
      "a\n",
      "\u200b\u2028a\t",
      "*",
      "~",
      "#x",
      "-n",
      "!",
      "a;b",
      "x && y",
      "",
      "\u001b]0;title\u0007",
      "\u202e 100 % \\033 'it' \"$HOME\" `id` \u009b",
    ];
    const script = `printf '%s\\0' ${words.map(shellWord).join(" ")}`;
    expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1)).toEqual(
      words,
    );
  });
});

it("makes no option of a name or a value", () => {
  expect(["--trust", "-x y", "prose/--a"].map(nameWord)).toEqual(["./--trust", "'./-x y'", "prose/--a"]);
  expect([optionWords("model", "--trust"), optionWords("model", "opus")]).toEqual([
    ["--model=--trust"],
    ["--model", "opus"],
  ]);
});
