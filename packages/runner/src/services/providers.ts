import type { ApiProvider } from "@review/db/vocabulary";
import type { Provider } from "./provider.ts";

/** Enough for the reviews of a large batch, and what every current model can write. */
const MAX_OUTPUT_TOKENS = 32_000;

/** The services that can be asked. */
export const PROVIDERS: Readonly<Record<ApiProvider, Provider>> = {
  anthropic: {
    name: "anthropic",
    title: "the Anthropic API",
    keys: ["ANTHROPIC_API_KEY"],
    needsKey: true,
    baseURL: "https://api.anthropic.com/v1",
    baseVariable: "ANTHROPIC_BASE_URL",
    // For a model that it does not know the library would take 4,096.
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    load: async ({ key, ...access }, model) => {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      return createAnthropic({ ...access, apiKey: key ?? "" })(model);
    },
    options: ({ effort, thinking }) => ({
      anthropic: {
        ...(effort && { effort }),
        ...(thinking !== undefined && { thinking: thinkFor(thinking) }),
      },
    }),
    cacheMark: { anthropic: { cacheControl: { type: "ephemeral" } } },
  },
  openai: {
    name: "openai",
    title: "the OpenAI API",
    keys: ["OPENAI_API_KEY"],
    needsKey: true,
    baseURL: "https://api.openai.com/v1",
    baseVariable: "OPENAI_BASE_URL",
    load: async ({ key, ...access }, model) => {
      const { createOpenAI } = await import("@ai-sdk/openai");
      return createOpenAI({ ...access, apiKey: key ?? "" }).responses(model);
    },
    options: ({ effort }) => ({
      openai: {
        // Nothing of a review is to stay with the service.
        store: false,
        // Else the library leaves the effort out for models that it does not know.
        ...(effort && { reasoningEffort: effort, forceReasoning: true }),
      },
    }),
  },
  google: {
    name: "google",
    title: "the Gemini API",
    keys: ["GEMINI_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY"],
    needsKey: true,
    baseURL: "https://generativelanguage.googleapis.com/v1beta",
    baseVariable: "GOOGLE_GEMINI_BASE_URL",
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    needsRawChunks: true,
    load: async ({ key, ...access }, model) => {
      const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
      return createGoogleGenerativeAI({ ...access, apiKey: key ?? "" })(model);
    },
    options: ({ effort, thinking }) => {
      const level = effort === "xhigh" ? "high" : effort;
      const thinkingConfig = {
        ...(level && { thinkingLevel: level }),
        ...(thinking !== undefined && { thinkingBudget: thinking }),
      };
      return { google: Object.keys(thinkingConfig).length > 0 ? { thinkingConfig } : {} };
    },
  },
  "openai-compatible": {
    name: "openai-compatible",
    title: "the OpenAI-compatible server",
    keys: ["OPENAI_COMPATIBLE_API_KEY"],
    needsKey: false,
    // Where Ollama listens.
    baseURL: "http://127.0.0.1:11434/v1",
    baseVariable: "OPENAI_COMPATIBLE_BASE_URL",
    load: async ({ key, ...access }, model) => {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      // Without `includeUsage` no usage is told of a stream.
      return createOpenAICompatible({
        name: "compatible",
        ...access,
        ...(key !== undefined && { apiKey: key }),
        includeUsage: true,
        // A schema is sent only where the answer is to be JSON.
        supportsStructuredOutputs: true,
      })(model);
    },
    options: ({ effort }) => ({ compatible: effort ? { reasoningEffort: effort } : {} }),
  },
};

const thinkFor = (tokens: number) =>
  tokens === 0 ? { type: "disabled" } : { type: "enabled", budgetTokens: tokens };
