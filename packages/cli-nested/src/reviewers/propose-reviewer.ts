import type { ClientName } from "@review/corpus";
import type { ApiProvider } from "@review/db/vocabulary";
import {
  canBeAsked,
  clients,
  type ExecuteContext,
  findRunner,
  LOCAL_SERVICE,
  LOCAL_SERVICE_VARIABLE,
  reportServices,
  type ServiceReport,
} from "@review/runner";
import { findLogin } from "./client-login.ts";
import { describeAnswer } from "./describe-service.ts";

/** Models to begin with, by who is asked; what is proposed is only shown. */
const MODELS: Readonly<Record<ClientName, string>> = {
  "claude-code": "opus",
  codex: "gpt-5.4",
  "gemini-cli": "gemini-2.5-pro",
  opencode: "anthropic/claude-sonnet-4-5",
};
const SERVICE_MODELS: Readonly<Record<Exclude<ApiProvider, typeof LOCAL_SERVICE>, string>> = {
  anthropic: "claude-sonnet-4-5",
  openai: "gpt-5",
  google: "gemini-2.5-flash",
};

/** What is added to a command line, before it and behind it, so that a reviewer is asked. */
export interface Proposal {
  /** `NAME=VALUE ` for the shell, or nothing. */
  before: string;
  options: string;
  /** What is missing for it: a key, the name of a model, or all of it, as where nobody is there. */
  missing?: string;
}

/**
 * The reviewer that is there: a client on PATH (of several the one that shows a login), else a service whose key is set, else a model server
 * on this machine or at the address that the user names (`MODEL` stands for one of its models if it lists none), also one that wants a key first. Where none is, the first client, so that a person sees what such a line looks like.
 */
export async function proposeReviewer(context: ExecuteContext & { root: string }): Promise<Proposal> {
  const { environment, signal } = context;
  const there: (typeof clients)[number][] = [];
  for (const client of clients) {
    if ((await (await findRunner(client.name, {})).preflight(context)) === undefined) there.push(client);
  }
  const client = there.find((each) => findLogin(each, environment) !== undefined) ?? there[0];
  if (client) return proposal(client.name, MODELS[client.name]);
  const services = await reportServices(environment, signal);
  const named = services.find(({ provider }) => provider === LOCAL_SERVICE);
  const known = services.filter(canBeAsked);
  for (const { provider } of known) {
    if (provider !== LOCAL_SERVICE) return proposal("api", `${provider}/${SERVICE_MODELS[provider]}`);
  }
  for (const { provider, baseURL, suggestedURL, directlyBy, models: [model] = [] } of services) {
    // A name that a shell would take apart is not one to be shown in a command.
    if (provider !== LOCAL_SERVICE || model === undefined || !/^[\w./:-]+$/.test(model)) continue;
    const address = suggestedURL ?? baseURL;
    const before = [
      ...(directlyBy === undefined ? [] : [directlyBy]),
      ...(address === named?.baseURL ? [] : [`${LOCAL_SERVICE_VARIABLE}=${address}`]),
    ];
    return proposal("api", `${LOCAL_SERVICE}/${model}`, before.map((each) => `${each} `).join(""));
  }
  // It is there, and does not say what it has.
  if (named && (canBeAsked(named) || named.answer === "wants-key"))
    return { ...proposal("api", `${LOCAL_SERVICE}/MODEL`), missing: whatIsMissing(named) };
  return { ...proposal("claude-code", MODELS["claude-code"]), missing: NOBODY };
}

const NOBODY =
  "no reviewer was found here: the last command shows one; `review-nested runners` says which there can be";

function whatIsMissing(service: ServiceReport): string {
  const said = describeAnswer(service) ?? `${service.baseURL ?? "its address"} was not called`;
  return `MODEL stands for the name of one of the server's models: ${said}`;
}

const proposal = (runner: string, model: string, before = ""): Proposal => ({
  before,
  options: `--runner ${runner} --model ${model}`,
});
