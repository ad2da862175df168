import type { TokenPrice } from "@review/corpus";
import type { TokenUsage } from "@review/db";

const price = (
  input: number,
  cachedInput: number | undefined,
  output: number,
  cacheWrite?: number,
): TokenPrice => ({
  input,
  ...(cachedInput !== undefined && { cachedInput }),
  output,
  ...(cacheWrite !== undefined && { cacheWrite }),
});

/**
 * US dollars for a million tokens in the standard tier, by the services' price lists of September 2026. A model that is not
 * here has no known cost, nor has what was read from a cache where that price is not here: a wrong one is worse than none.
 */
const PRICES: Readonly<Record<string, TokenPrice>> = {
  "claude-opus-5-5": price(4, 0.2, 20, 5),
  "claude-opus-5": price(5, 0.5, 25, 6.25),
  "claude-opus-4-8": price(5, 0.5, 25, 6.25),
  "claude-opus-4-7": price(5, 0.5, 25, 6.25),
  "claude-opus-4-6": price(5, 0.5, 25, 6.25),
  "claude-opus-4-5": price(5, 0.5, 25, 6.25),
  "claude-opus-4-1": price(15, 1.5, 75, 18.75),
  "claude-sonnet-4-5": price(3, 0.3, 15, 3.75),
  "claude-sonnet-4-0": price(3, 0.3, 15, 3.75),
  "claude-haiku-4-5": price(1, 0.1, 5, 1.25),
  "gpt-5.5": price(5, 0.5, 30),
  "gpt-5.4": price(2.5, 0.25, 15),
  "gpt-5.4-mini": price(0.75, 0.075, 4.5),
  "gpt-5.4-nano": price(0.2, 0.02, 1.25),
  "gpt-5.2": price(1.75, 0.175, 14),
  "gpt-5": price(1.25, 0.125, 10),
  "gpt-5-mini": price(0.25, 0.025, 2),
  "gpt-5-nano": price(0.05, 0.005, 0.4),
  "gpt-4.1": price(2, 0.5, 8),
  "gpt-4.1-mini": price(0.4, 0.1, 1.6),
  "gpt-4o": price(2.5, 1.25, 10),
  "gpt-4o-mini": price(0.15, 0.075, 0.6),
  "gemini-2.5-flash": price(0.3, undefined, 2.5),
  "gemini-2.5-flash-lite": price(0.1, undefined, 0.4),
};

/** The price of a model: the user's own first, then the table; a trailing date is no part of a name. Undefined if nobody knows. */
export function priceOf(
  model: string,
  own: Readonly<Record<string, TokenPrice>> = {},
): TokenPrice | undefined {
  const undated = model.replace(/-(?:20\d{6}|20\d\d-\d\d-\d\d)$/, "");
  for (const table of [own, PRICES]) {
    for (const name of [model, undated]) if (Object.hasOwn(table, name)) return table[name];
  }
  return undefined;
}

/** What an answer cost; undefined where a price or a count is not known. `cacheWrite` counts tokens of the input. */
export function costOf(
  price: TokenPrice | undefined,
  usage: TokenUsage | undefined,
  cacheWriteTokens = 0,
): number | undefined {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage ?? {};
  if (price === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  if (cachedInputTokens > 0 && price.cachedInput === undefined) return undefined;
  const fresh = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
  const dollars =
    fresh * price.input +
    cachedInputTokens * (price.cachedInput ?? 0) +
    cacheWriteTokens * (price.cacheWrite ?? price.input) +
    outputTokens * price.output;
  return dollars / 1_000_000;
}
