import { expect, it } from "vitest";
import { nameLine, oneLine } from "./printable.ts";

it.each([
  "0",
  "7",
  "8",
  "b",
  "1b",
  "7f",
  "85",
  "9b",
  "202e",
  "2066",
  "200b",
  "200c",
  "200d",
  "200f",
  "61c",
  "180e",
  "115f",
  "fff9",
  "e0041",
  "fe0f",
  "ad",
  "3164",
])("a name shows U+%s, which nobody sees, or which acts on a terminal", (hex) => {
  const hidden = String.fromCodePoint(Number.parseInt(hex, 16));
  expect(nameLine(`a${hidden}b.md`)).toBe(`a\\u{${hex}}b.md`);
});

it("a name keeps what can be seen, and a text its joiners", () => {
  const seen = "cafe\u0301 \u{1f600} \u672c\u306e.md";
  expect(nameLine(seen)).toBe(seen);
  expect(nameLine("a\u001b[31mb\nc\u202e.md")).toBe(String.raw`a\u{1b}[31mb c\u{202e}.md`);
  expect(oneLine("a\u001b[31mb\nc\u202e.md")).toBe("ab c.md");
  for (const text of ["\u{1f469}\u200d\u{1f4bb}", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"])
    expect(oneLine(text)).toBe(text);
});
