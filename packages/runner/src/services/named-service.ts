import { API_PROVIDERS, type ApiProvider } from "@review/db/vocabulary";

/** Servers and gateways that people name by their own names, and that are asked as a server that speaks OpenAI's protocol. */
const COMPATIBLE = [
  "ollama",
  "lmstudio",
  "vllm",
  "llamacpp",
  "llamafile",
  "localai",
  "litellm",
  "openrouter",
  "mistral",
  "deepseek",
  "groq",
];

/** The service that somebody means who names it in place of a runner, or before a model's name (`ollama/qwen3:8b`). */
export function serviceMeant(name: string): ApiProvider | undefined {
  const [first = ""] = name.toLowerCase().split("/");
  const isCompatible = COMPATIBLE.includes(first.replace(/[-_. ]/g, ""));
  return API_PROVIDERS.find((each) => each === first) ?? (isCompatible ? "openai-compatible" : undefined);
}
