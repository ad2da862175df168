import type { ApiSettings } from "@review/corpus";
import { isObject, parseJson } from "@review/db/guards";
import { API_PROVIDERS, type ApiProvider } from "@review/db/vocabulary";
import { objectsOf, textOf } from "../clients/json-fields.ts";
import type { Environment } from "../process/search-path.ts";
import { destinationOf } from "./access.ts";
import { PROVIDERS } from "./providers.ts";

/** What can be said of a model service without asking a model. */
export interface ServiceReport {
  /** As it stands before the model's name. */
  provider: ApiProvider;
  baseURL: string;
  /** The variables that may hold its key, and the one that does. */
  keyNames: string[];
  keyName?: string;
  /** Why what names its address is none; then nobody can ask it. */
  problem?: string;
  /** Whether it was called, to list its models: nothing but a server on this machine is. */
  looked: boolean;
  /** Of a server on this machine that answers: the models it has. */
  models?: string[];
}

/** The one that wants no key, and may be on this machine. */
export const LOCAL_SERVICE = "openai-compatible" satisfies ApiProvider;
/** The user's own word about where that is. */
export const LOCAL_SERVICE_VARIABLE = PROVIDERS[LOCAL_SERVICE].baseVariable;

/** Where LM Studio, vLLM and llama.cpp listen, beside Ollama. */
const OTHER_PLACES: readonly string[] = [1234, 8000, 8080].map((port) => `http://127.0.0.1:${port}/v1`);

/** A server on this machine that is there answers within milliseconds. */
const ANSWER_WITHIN_MS = 1_000;
/** A list of models that is larger than this is none. */
const MAX_LIST_BYTES = 1024 * 1024;

/** Where a service would be asked, and whether its key is set. Nobody is called. */
export function reportService(
  settings: Pick<ApiSettings, "provider" | "baseURL" | "keyEnv">,
  environment: Environment,
): ServiceReport {
  const { provider } = settings;
  const { baseURL, keyNames, keyName, problem } = destinationOf(PROVIDERS[provider], settings, environment);
  return {
    ...{ provider, baseURL, keyNames: [...keyNames] },
    ...(keyName && { keyName }),
    ...(problem && { problem }),
    looked: false,
  };
}

/** The same, with the models of a server on this machine: it is called, without a key, and no other is. */
export async function withLocalModels(report: ServiceReport, signal: AbortSignal): Promise<ServiceReport> {
  if (report.provider !== LOCAL_SERVICE || !isLoopback(report.baseURL)) return report;
  const models = await listModels(report.baseURL, signal);
  return { ...report, looked: true, ...(models && { models }) };
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
    Promise.all(named.map((each) => withLocalModels(each, signal))),
    Promise.all(others.map((each) => withLocalModels(each, signal))),
  ]);
  return [...reports, ...beside.filter(({ models }) => models !== undefined)];
}

/** The models of a server; undefined if none answers there. */
async function listModels(baseURL: string, signal: AbortSignal): Promise<string[] | undefined> {
  try {
    const response = await fetch(`${baseURL}/models`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      redirect: "error",
    });
    const { headers, ok } = response;
    if (!ok || Number(headers.get("content-length") ?? 0) > MAX_LIST_BYTES) return undefined;
    const list = parseJson(await response.text());
    if (!isObject(list) || !(Array.isArray(list.data) || list.object === "list")) return undefined;
    return objectsOf(list.data).flatMap(({ id }) => textOf(id) ?? []);
  } catch {
    return undefined;
  }
}

/** Whether an address is one of this machine: nothing else is called unasked. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return protocol === "http:" && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
