import { describe, expect, it } from "vitest";
import { oneSpan, parseSpan } from "./span.ts";

describe("parseSpan", () => {
  it.each<[text: string, ms: number]>([
    ["90s", 90_000],
    ["30m", 1_800_000],
    ["6h", 21_600_000],
    ["7d", 604_800_000],
    ["0s", 0],
    [" 1d ", 86_400_000],
  ])("%s", (text, ms) => {
    expect(parseSpan(text, "--x")).toBe(ms);
  });

  it.each(["", "6", "h", "6w", "6 h", "-6h", "1.5h", "6h30m", "9999999999d", "６h"])("refuses %j", (text) => {
    expect(() => parseSpan(text, "--older-than")).toThrow(
      `--older-than must be a span such as 90s, 30m, 6h or 7d, not ${JSON.stringify(text)}`,
    );
  });
});

it("oneSpan is an option that is given once", () => {
  const { coerce } = oneSpan("older-than", "x");
  expect(coerce("6h")).toBe(21_600_000);
  expect(coerce(undefined)).toBeUndefined();
  expect(() => coerce(["6h", "7h"] as unknown as string)).toThrow("--older-than was given more than once");
});
