import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectAnswer } from "./answer-text.ts";

const TOKEN = "0a1b2c3d";
/** Stands for: the client asked again. */
const BREAK = undefined;

function block(gateId: string, words = "Nothing found."): string {
  return `=== GATE REVIEW START ${TOKEN}: ${gateId} ===\n${words}\n\n## Result: PASS\n=== GATE REVIEW END ${TOKEN}: ${gateId} ===\n`;
}
const noteStart = `=== NOTE START ${TOKEN}: a.md ===\n`;
const noteEnd = `=== NOTE END ${TOKEN}: a.md ===\n`;
const bundle = (words?: string) => `${noteStart}${block("x/one", words)}${block("x/two", words)}${noteEnd}`;

function collect(parts: readonly (string | undefined)[]): string {
  const answer = collectAnswer(TOKEN);
  for (const part of parts) {
    if (part === BREAK) answer.askedAgain();
    else answer.add(part);
  }
  return answer.text();
}

describe("collectAnswer", () => {
  it.each([
    ["nothing", [], ""],
    ["one message as it is", ["a\r\nb"], "a\r\nb"],
    ["each message on a line of its own", ["a", "b\n", "c"], "a\nb\nc"],
    [
      "a message repeated word for word after a break",
      ["first", BREAK, "first\n", "second"],
      "first\nsecond",
    ],
    ["a bundle repeated in other words after a break", [bundle("old"), BREAK, bundle("new")], bundle("new")],
    [
      "a bundle repeated in several messages after a break",
      [noteStart + block("x/one", "old"), BREAK, noteStart, block("x/one", "new"), noteEnd],
      noteStart + block("x/one", "new") + noteEnd,
    ],
    [
      "an answer that goes on after a break",
      [noteStart + block("x/one"), BREAK, block("x/two") + noteEnd],
      bundle(),
    ],
    ["the last of three copies", ["a", BREAK, "a", BREAK, "a"], "a"],
  ])("keeps %s", (_what, parts, text) => {
    expect(collect(parts)).toBe(text);
  });

  it.each([
    ["two copies without a break", ["same\n", "same\n"], "same\nsame\n"],
    ["two bundles without a break", [bundle("old"), bundle("new")], bundle("old") + bundle("new")],
    [
      "a message of which only a part comes again",
      [bundle("old"), BREAK, noteStart + block("x/one", "new") + noteEnd],
      bundle("old") + noteStart + block("x/one", "new") + noteEnd,
    ],
    ["a repetition after the break only", [BREAK, "a\n", "a\n"], "a\na\n"],
    [
      "sentinels of another token",
      [bundle().replaceAll(TOKEN, "ffffffff"), BREAK, `${bundle().replaceAll(TOKEN, "ffffffff")}more`],
      `${bundle().replaceAll(TOKEN, "ffffffff")}${bundle().replaceAll(TOKEN, "ffffffff")}more`,
    ],
  ])("leaves %s for the grammar to refuse", (_what, parts, text) => {
    expect(collect(parts)).toBe(text);
  });

  it("loses no message that stands after the last break, and keeps the order", () => {
    const part = fc.oneof(
      fc.constant(BREAK),
      fc.constantFrom("a", "b", bundle("1"), bundle("2"), block("x/one")),
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(part.filter((it) => it !== BREAK)), (before, after) => {
        const end = collect(after);
        const text = collect([...before, BREAK, ...after]);
        expect(text.endsWith(end)).toBe(true);
      }),
    );
  });

  it("drops nothing without a break", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a\n", bundle(), block("x/one"))), (parts) => {
        expect(collect(parts)).toBe(parts.join(""));
      }),
    );
  });
});
