import { API_PROVIDERS, type ApiProvider } from "@review/corpus";
import { isObject, parseJson } from "@review/db/guards";
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
  /** Of a server on this machine that answers: the models it has. */
  models?: string[];
}

/** A server on this machine that is there answers within milliseconds. */
const ANSWER_WITHIN_MS = 1_000;
/** A list of models that is larger than this is none. */
const MAX_LIST_BYTES = 1024 * 1024;

/** Which services have a key, and whether the one that needs none is there: it is looked for at a loopback address only, and no other is called. */
export async function reportServices(
  environment: Environment,
  signal: AbortSignal,
): Promise<ServiceReport[]> {
  return Promise.all(
    API_PROVIDERS.map(async (provider) => {
      const { baseURL, keyNames, keyName } = destinationOf(PROVIDERS[provider], {}, environment);
      const models = provider === "openai-compatible" ? await listLocalModels(baseURL, signal) : undefined;
      return {
        provider,
        baseURL,
        keyNames: [...keyNames],
        ...(keyName && { keyName }),
        ...(models && { models }),
      };
    }),
  );
}

/** The models of a server on this machine; undefined if none answers there. No key goes along. */
async function listLocalModels(baseURL: string, signal: AbortSignal): Promise<string[] | undefined> {
  if (!isLoopback(baseURL)) return undefined;
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
