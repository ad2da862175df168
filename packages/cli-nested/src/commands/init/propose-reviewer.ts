import type { ApiProvider } from "@review/corpus";
import { clients, type ExecuteContext, findRunner, reportServices } from "@review/runner";

/** Models to begin with, by who is asked; what is proposed is only shown. */
const MODELS = {
  "claude-code": "opus",
  codex: "gpt-5.4",
  "gemini-cli": "gemini-2.5-pro",
  opencode: "anthropic/claude-sonnet-4-5",
} as const;
const SERVICE_MODELS: Readonly<Record<Exclude<ApiProvider, "openai-compatible">, string>> = {
  anthropic: "claude-sonnet-4-5",
  openai: "gpt-5",
  google: "gemini-2.5-flash",
};

/**
 * The reviewer that is there, as options of a command line: a client on PATH, else a service whose key is set, else a model server
 * on this machine. Where none is, the first client, so that a person sees what such a line looks like.
 */
export async function proposeReviewer(context: ExecuteContext & { root: string }): Promise<string> {
  for (const { name } of clients) {
    if ((await findRunner(name, {}).preflight(context)) === undefined) return optionsFor(name, MODELS[name]);
  }
  const services = await reportServices(context.environment, context.signal);
  for (const { provider, keyName } of services) {
    if (keyName === undefined || provider === "openai-compatible") continue;
    return optionsFor("api", `${provider}/${SERVICE_MODELS[provider]}`);
  }
  for (const { provider, models: [model] = [] } of services) {
    // A name that a shell would take apart is not one to be shown in a command.
    if (model !== undefined && /^[\w./:-]+$/.test(model)) return optionsFor("api", `${provider}/${model}`);
  }
  return optionsFor("claude-code", MODELS["claude-code"]);
}

const optionsFor = (runner: string, model: string) => `--runner ${runner} --model ${model}`;
