import { describe, expect, it } from "vitest";
import { cutText } from "./cut-text.ts";

describe("cutText", () => {
  it.each([
    ["short enough", 20, "short enough"],
    ["cut between two words", 13, "cut between…"],
    ['{"key":"sk-ant-0123456789"}', 15, '{"key":"…'],
    ["x".repeat(50), 10, `${"x".repeat(10)}…`],
  ])("%j at %i", (text, limit, cut) => {
    expect(cutText(text, limit)).toBe(cut);
  });
});
