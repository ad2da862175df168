import { expect, it } from "vitest";
import { describeRequests } from "./describe-requests.ts";

it.each<[value: unknown, shown: string]>([
  [["./review.sh", "--fast", "it is"], "./review.sh --fast 'it is'"],
  [["sh", "-c", "# a comment\ntouch x"], String.raw`sh -c "# a comment\ntouch x"`],
  [["a\n  runners.other: x"], String.raw`"a\n\u{20}{2 times}runners.other: x"`],
  [["\ttab", "c\r"], String.raw`"\ttab" "c\r"`],
  [
    ["a\u00a0b", "z\u200bero", "\u202ereorder", "e\u001b[2K"],
    String.raw`"a\u{a0}b" "z\u{200b}ero" "\u{202e}reorder" "e\u001b[2K"`,
  ],
  [["\u{e0041}tag", "ﾠfiller"], String.raw`"\u{e0041}tag" "\u{ffa0}filler"`],
  [["été", "日本", "👍", "./проза/тон.md"], "'été' '日本' '👍' './проза/тон.md'"],
  [["n\u043ede", "git \u2010x", "a\u0338b"], String.raw`"n\u{43e}de" "git \u{2010}x" "a\u{338}b"`],
  [["\uff52m", "\u05d0 x", "\u{1d5eb}"], String.raw`"\u{ff52}m" "\u{5d0} x" "\u{1d5eb}"`],
  [["https://été.org"], String.raw`"https://\u{e9}t\u{e9}.org"`],
  [["a\\  b", " ".repeat(60_000)], String.raw`"a\\\u{20}{2 times}b" "\u{20}{60000 times}"`],
  [false, "false"],
  [{ baseURL: "https://\u0430b", keyEnv: "K" }, String.raw`{"baseURL":"https://\u{430}b","keyEnv":"K"}`],
])("a value is shown exactly (%#)", (value, shown) => {
  expect(describeRequests([{ subject: "runners.x", values: [{ key: "command", value }] }])).toEqual([
    { name: "runners.x: command", value: shown },
  ]);
});

it("a text in its own escapes is told from what they stand for", () => {
  const shown = (value: string) => describeRequests([{ subject: "x", values: [{ key: "path", value }] }]);
  expect(shown(String.raw`a\u{20}{2 times}`)).not.toEqual(shown("a  "));
});

it("a name that looks like another is told apart", () => {
  const [shown] = describeRequests([
    { subject: "runners.min\u200be", values: [{ key: "path", value: "x" }] },
  ]);
  expect(shown?.name).toBe(String.raw`runners.min\u{200b}e: path`);
});
