import type { TokenPrice } from "@review/corpus";
import type { TrapTree } from "@review/runner";

/** What the traps come to, before anything is sent. */
export interface TrapPlan {
  /** A prompt each. */
  prompts: { trap: string; what: string; pairs: number; promptBytes: number }[];
  promptBytes: number;
  /** What may have to be paid; absent where no price is known. */
  price?: {
    /** US dollars for what is read, by four bytes to a token: about. */
    inputUsd: number;
    /** US dollars for a million tokens written; how many there will be nobody knows. */
    outputUsdPerMillion: number;
  };
}

/** Of English text; the services count in ways of their own. */
const BYTES_PER_TOKEN = 4;

/** Adds up what would be sent, and what that costs by a model's price. */
export function planOf(traps: TrapTree["traps"], price: TokenPrice | undefined): TrapPlan {
  const prompts = traps.map(({ trap: { name, what }, pairs, promptBytes }) => ({
    ...{ trap: name, what, pairs, promptBytes },
  }));
  const promptBytes = prompts.reduce((sum, each) => sum + each.promptBytes, 0);
  const inputUsd = ((promptBytes / BYTES_PER_TOKEN) * (price?.input ?? 0)) / 1_000_000;
  return { prompts, promptBytes, ...(price && { price: { inputUsd, outputUsdPerMillion: price.output } }) };
}
