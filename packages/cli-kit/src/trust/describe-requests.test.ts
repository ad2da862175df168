import { expect, it } from "vitest";
import { describeRequests } from "./describe-requests.ts";

it.each<[value: unknown, shown: string]>([
  [["./review.sh", "--fast", "it is"], "./review.sh --fast 'it is'"],
  [["sh", "-c", "# a comment\ntouch x"], String.raw`sh -c "# a comment\ntouch x"`],
  [["a\n  runners.other: command  b"], String.raw`"a\n  runners.other: command  b"`],
  [["\ttab", "c\r"], String.raw`"\ttab" "c\r"`],
  [
    ["a\u00a0b", "z\u200bero", "\u202ereorder", "e\u001b[2K"],
    String.raw`"a\u{a0}b" "z\u{200b}ero" "\u{202e}reorder" "e\u001b[2K"`,
  ],
  [["\u{e0041}tag", "ﾠfiller"], String.raw`"\u{e0041}tag" "\u{ffa0}filler"`],
  [["été", "日本", "👍"], "'été' '日本' '👍'"],
  [false, "false"],
  [{ baseURL: "https://a\u202eb", keyEnv: "K" }, String.raw`{"baseURL":"https://a\u{202e}b","keyEnv":"K"}`],
])("%j is shown as %s", (value, shown) => {
  expect(describeRequests([{ subject: "runners.x", values: [{ key: "command", value }] }])).toEqual([
    { name: "runners.x: command", value: shown },
  ]);
});

it("a name that looks like another is told apart", () => {
  const [shown] = describeRequests([
    { subject: "runners.min\u200be", values: [{ key: "path", value: "x" }] },
  ]);
  expect(shown?.name).toBe(String.raw`runners.min\u{200b}e: path`);
});
