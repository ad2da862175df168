import { expect, it } from "vitest";
import { anchorQuote } from "./anchor-quote.ts";

it.each<[string, string, string, string, string]>([
  [
    "within a long note",
    `${"a".repeat(40)} one ${"b".repeat(40)}`,
    "one",
    `${"a".repeat(31)} `,
    ` ${"b".repeat(31)}`,
  ],
  ["at both ends", "one", "one", "", ""],
  ["near both ends", "a one b", "one", "a ", " b"],
  ["beside pairs that fit", `🙂one🙃`, "one", "🙂", "🙃"],
  [
    "beside pairs that would be cut",
    `🙂${"a".repeat(31)}one${"b".repeat(31)}🙃`,
    "one",
    "a".repeat(31),
    "b".repeat(31),
  ],
  ["with its line ends", "a\r\none\r\nb", "one", "a\r\n", "\r\nb"],
])("an anchor has the words around a quote: %s", (_, note, exact, prefix, suffix) => {
  const start = note.indexOf(exact);
  const place = { start, end: start + exact.length };
  expect(anchorQuote(note, place)).toEqual({ exact, prefix, suffix, ...place });
});

it("half a pair that a place leaves over is left out", () => {
  expect(anchorQuote("a🙂b", { start: 2, end: 3 })).toMatchObject({ prefix: "a", suffix: "b" });
  expect(anchorQuote("a🙂b", { start: 0, end: 2 })).toMatchObject({ suffix: "b" });
});
