import type { TokenPrice } from "@review/corpus";

/** How large some prompts are. */
export interface PromptSizes {
  totalBytes: number;
  largestBytes: number;
  /** A rough guess, at four bytes a token: how many they are, only the model's own tokenizer knows. */
  aboutTokens: number;
  /** US dollars for so many tokens, by the model's list price, what is read from a cache aside; absent where that is not known. */
  inputUsd?: number;
}

/** Of English prose; of other scripts it is less. */
const BYTES_PER_TOKEN = 4;

/** Measures prompts as they pass by, for a model of some price. */
export function measurePrompts(price: TokenPrice | undefined) {
  let totalBytes = 0;
  let largestBytes = 0;
  return {
    async *watch<Sized extends { promptBytes?: number }>(batches: AsyncIterable<Sized>) {
      for await (const batch of batches) {
        totalBytes += batch.promptBytes ?? 0;
        largestBytes = Math.max(largestBytes, batch.promptBytes ?? 0);
        yield batch;
      }
    },
    /** Of those that have passed; undefined if none of them was a prompt. */
    sum: (): PromptSizes | undefined => {
      if (totalBytes === 0) return undefined;
      const aboutTokens = Math.round(totalBytes / BYTES_PER_TOKEN);
      const inputUsd = price && (aboutTokens * price.input) / 1_000_000;
      return { totalBytes, largestBytes, aboutTokens, ...(inputUsd !== undefined && { inputUsd }) };
    },
  };
}
