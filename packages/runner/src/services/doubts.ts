import { withoutEndSlashes } from "@review/corpus";
import type { Environment } from "../process/search-path.ts";
import { isLoopback } from "./loopback.ts";
import { proxyFor, readVariable } from "./proxies.ts";

/** Where one thing is asked for, and not what all of them are below. */
const ENDPOINT = /\/(?:chat\/completions|completions|responses|messages|models|embeddings)$/;
/** Ollama's own protocol, beside which it speaks that of others. */
const OLLAMA = /^\/api(?:\/(?:chat|generate|tags))?$/;

/**
 * What may be meant by an address of a service that answers at none such: its version is left out, or something is named that is added to
 * every address. `usual` is the service's own address. Undefined if nothing is known.
 */
export function suggestAddress(address: string, usual: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  const path = withoutEndSlashes(pathname);
  const base = path.replace(ENDPOINT, "");
  if (base === "" || OLLAMA.test(path)) return `${origin}${new URL(usual).pathname}`;
  return base === path ? undefined : `${origin}${base}`;
}

/**
 * What to set so that a server on this machine is asked directly, and not through a proxy on another one, whose own machine it would be;
 * undefined where it is, or is elsewhere.
 */
export function directlyBy(address: string, environment: Environment): string | undefined {
  const proxy = proxyFor(address, environment);
  if (proxy === undefined || !isLoopback(address) || isLoopback(proxy)) return undefined;
  const { name = "NO_PROXY", value } = readVariable("NO_PROXY", environment) ?? {};
  const { hostname } = new URL(address);
  return `${name}=${value === undefined ? "" : `$${name},`}${hostname}`;
}

/** What may be wrong with the way to a service. */
export interface Doubts {
  /** What may be meant by an address without the service's version, or with more than its version. */
  suggestedURL?: string;
  /** What to set so that a server on this machine is asked directly: a proxy on another one would be asked for it. */
  directlyBy?: string;
}

/** What an address may have to be, and the environment to have, for a service to be found. */
export function doubtsAbout(address: string, usual: string, environment: Environment): Doubts {
  const suggestedURL = suggestAddress(address, usual);
  const direct = directlyBy(address, environment);
  return {
    ...(suggestedURL !== undefined && { suggestedURL }),
    ...(direct !== undefined && { directlyBy: direct }),
  };
}
