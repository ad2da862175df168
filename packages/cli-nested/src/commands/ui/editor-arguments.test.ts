import { describe, expect, it } from "vitest";
import { editorArguments, needsTerminal } from "./editor-arguments.ts";

const place = { path: "/kb/a b.md", line: 3, column: 7 };

describe("editorArguments", () => {
  it.each([
    ["code", ["-g", "/kb/a b.md:3:7"]],
    ["/usr/bin/codium", ["-g", "/kb/a b.md:3:7"]],
    ["cursor.cmd", ["-g", "/kb/a b.md:3:7"]],
    ["subl", ["/kb/a b.md:3:7"]],
    ["zed", ["/kb/a b.md:3:7"]],
    ["hx", ["/kb/a b.md:3:7"]],
    ["vim", ["+3", "/kb/a b.md"]],
    ["/usr/bin/nvim", ["+3", "/kb/a b.md"]],
    ["nano", ["+3", "/kb/a b.md"]],
    ["emacs", ["+3", "/kb/a b.md"]],
    ["kak", ["+3", "/kb/a b.md"]],
    ["micro", ["+3", "/kb/a b.md"]],
    ["my-editor", ["/kb/a b.md"]],
    // No editor, though every object has it.
    ["constructor", ["/kb/a b.md"]],
  ])("of %s", (program, expected) => {
    expect(editorArguments(program, place)).toEqual(expected);
  });
});

it.each([
  ["vim", true],
  ["/usr/bin/nano", true],
  ["hx", true],
  ["code", false],
  ["emacs", false],
  ["my-editor", false],
])("%s draws into a terminal: %s", (program, expected) => {
  expect(needsTerminal(program)).toBe(expected);
});
