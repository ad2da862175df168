import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { TokenUsage } from "@review/db";
import { amountOf, objectOf, textOf } from "../clients/json-fields.ts";

type FinishReason = Extract<LanguageModelV3StreamPart, { type: "finish" }>["finishReason"];

/** What has come of an answer so far. */
export interface ApiFacts {
  /** The model that answers, as the service names it. */
  model?: string | undefined;
  responseId?: string | undefined;
  usage?: TokenUsage | undefined;
  cacheWriteTokens?: number | undefined;
  finish?: FinishReason | undefined;
  /** The first error that came as a part of the stream. */
  error?: unknown;
  warnings: string[];
}

/** Takes in one part of the library's stream; the text that it adds to the answer. */
export function readPart(facts: ApiFacts, part: LanguageModelV3StreamPart): string | undefined {
  switch (part.type) {
    case "text-delta":
      return part.delta;
    case "response-metadata":
      facts.model = textOf(part.modelId) ?? facts.model;
      facts.responseId = textOf(part.id) ?? facts.responseId;
      return undefined;
    case "raw":
      // Google's own name of the model that answers stands nowhere else.
      facts.model ??= textOf(objectOf(part.rawValue).modelVersion);
      return undefined;
    case "error":
      facts.error ??= part.error ?? "an error without a word";
      return undefined;
    case "stream-start":
      facts.warnings = part.warnings.map((warning) => JSON.stringify(warning));
      return undefined;
    case "finish": {
      const { inputTokens: input, outputTokens: output } = part.usage;
      facts.finish = part.finishReason;
      facts.cacheWriteTokens = amountOf(input.cacheWrite);
      facts.usage = counted({
        inputTokens: amountOf(input.total),
        cachedInputTokens: amountOf(input.cacheRead),
        outputTokens: amountOf(output.total),
        reasoningTokens: amountOf(output.reasoning),
      });
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Counts that are known; zeros alone say that nothing was counted. */
function counted(
  counts: { [Kind in keyof TokenUsage]: TokenUsage[Kind] | undefined },
): TokenUsage | undefined {
  const known = Object.entries(counts).filter(([, tokens]) => tokens !== undefined);
  return known.some(([, tokens]) => tokens !== 0) ? Object.fromEntries(known) : undefined;
}
