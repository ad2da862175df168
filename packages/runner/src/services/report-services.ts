import type { ApiSettings } from "@review/corpus";
import { API_PROVIDERS, type ApiProvider } from "@review/db/vocabulary";
import type { Environment } from "../process/search-path.ts";
import { destinationOf } from "./access.ts";
import { type Doubts, doubtsAbout } from "./doubts.ts";
import { lookAtServer, type ServerAnswer } from "./look-at-server.ts";
import { isLoopback } from "./loopback.ts";
import { PROVIDERS } from "./providers.ts";

/** What can be said of a model service without asking a model. Of one that was called, a `suggestedURL` has answered. */
export interface ServiceReport extends Doubts {
  /** As it stands before the model's name. */
  provider: ApiProvider;
  /** Absent where what names it holds none: that can be a key, or a login. */
  baseURL?: string;
  /** The variables that may hold its key, and the one that does. */
  keyNames: string[];
  keyName?: string;
  /** Why what names its address is none; then nobody can ask it. */
  problem?: string;
  /** What came of calling it, to list its models; absent where it was not: nothing but a server on this machine is. */
  answer?: ServerAnswer["answer"];
  /** The models that it lists, at `suggestedURL` where it was called and there is one. */
  models?: string[];
}

/** The one that wants no key, and may be on this machine. */
export const LOCAL_SERVICE = "openai-compatible" satisfies ApiProvider;
/** The user's own word about where that is. */
export const LOCAL_SERVICE_VARIABLE = PROVIDERS[LOCAL_SERVICE].baseVariable;

/** Where LM Studio, vLLM and llama.cpp listen, beside Ollama. */
const OTHER_PLACES: readonly string[] = [1234, 8000, 8080].map((port) => `http://127.0.0.1:${port}/v1`);

/** Where a service would be asked, and whether its key is set. Nobody is called. */
export function reportService(
  settings: Pick<ApiSettings, "provider" | "baseURL" | "keyEnv">,
  environment: Environment,
): ServiceReport {
  const { provider } = settings;
  const destination = destinationOf(PROVIDERS[provider], settings, environment);
  const { baseURL, keyNames, keyName, problem } = destination;
  return {
    provider,
    ...(problem === undefined
      ? { baseURL, ...doubtsAbout(baseURL, PROVIDERS[provider].baseURL, environment) }
      : { problem }),
    keyNames: [...keyNames],
    ...(keyName && { keyName }),
  };
}

/** The same, with what a server on this machine says: it is called, without a key, and no other is. */
export async function withAnswer(report: ServiceReport, signal: AbortSignal): Promise<ServiceReport> {
  const { baseURL, suggestedURL, ...rest } = report;
  if (baseURL === undefined || !isLoopback(baseURL)) return report;
  const said = await lookAtServer(baseURL, signal);
  const called = { ...rest, baseURL, ...said };
  if (suggestedURL === undefined || said.answer !== "no-list") return called;
  const there = await lookAtServer(suggestedURL, signal);
  return there.answer === "models" ? { ...called, suggestedURL, models: there.models } : called;
}

/**
 * Whether a service can be asked, as far as is known: of one on another machine, that the user named it, or set its key; of one on
 * this machine, who answered.
 */
export function canBeAsked({
  provider,
  keyName,
  problem,
  answer,
  suggestedURL,
  directlyBy,
}: ServiceReport): boolean {
  if (problem !== undefined || directlyBy !== undefined) return false;
  // Nothing but a server that was called is known not to be where it is said to be.
  if (answer !== undefined && suggestedURL !== undefined) return false;
  if (answer === "silent" || answer === "nobody") return false;
  return keyName !== undefined || (provider === LOCAL_SERVICE && answer !== "wants-key");
}

/**
 * Which services have a key, and whether the one that needs none is there: it is looked for at a loopback address only, and no other is called. Where
 * the user names no address of it, servers at `places` are told of, too, behind the others, if they answer.
 */
export async function reportServices(
  environment: Environment,
  signal: AbortSignal,
  places: readonly string[] = OTHER_PLACES,
): Promise<ServiceReport[]> {
  const named = API_PROVIDERS.map((provider) => reportService({ provider }, environment));
  const local = named.find(({ provider }) => provider === LOCAL_SERVICE);
  const isNamed = Boolean(environment[LOCAL_SERVICE_VARIABLE]?.trim());
  const others = local && !isNamed ? places.map((baseURL) => ({ ...local, baseURL })) : [];
  const [reports, beside] = await Promise.all([
    Promise.all(named.map((each) => withAnswer(each, signal))),
    Promise.all(others.map((each) => withAnswer(each, signal))),
  ]);
  // What answers there with anything else is likely to be something else.
  return [...reports, ...beside.filter(({ answer }) => answer === "models")];
}
