import { describe, expect, it } from "vitest";
import { costOf, priceOf } from "./prices.ts";

describe("priceOf", () => {
  it("takes the user's own price first, and knows a dated name", () => {
    const own = { "claude-haiku-4-5": { input: 7, output: 8 } };
    expect(priceOf("claude-haiku-4-5-20251001", own)).toEqual({ input: 7, output: 8 });
    expect(priceOf("claude-haiku-4-5-20251001")).toEqual(priceOf("claude-haiku-4-5"));
    expect(priceOf("gpt-5-2025-08-07")).toEqual(priceOf("gpt-5"));
  });

  it.each(["gpt-5.9", "constructor", "my-claude-haiku-4-5", "qwen3:8b"])("knows none of %s", (model) => {
    expect(priceOf(model)).toBeUndefined();
  });
});

describe("costOf", () => {
  const usage = { inputTokens: 1_000_000, cachedInputTokens: 250_000, outputTokens: 100_000 };

  it("counts what was read from a cache and written to it at prices of their own", () => {
    const price = { input: 4, cachedInput: 1, cacheWrite: 8, output: 10 };
    expect(costOf(price, usage, 500_000)).toBe(0.25 * 4 + 0.25 * 1 + 0.5 * 8 + 0.1 * 10);
  });

  it("is unknown, not 0, where a price or a count is", () => {
    expect(costOf(undefined, usage)).toBeUndefined();
    expect(costOf({ input: 1, output: 1 }, usage)).toBeUndefined();
    expect(costOf({ input: 1, output: 1 }, undefined)).toBeUndefined();
    expect(costOf({ input: 1, output: 1 }, { inputTokens: 5 })).toBeUndefined();
  });

  it("is 0 where all of it is known to be free", () => {
    expect(costOf({ input: 0, cachedInput: 0, output: 0 }, usage)).toBe(0);
  });
});
