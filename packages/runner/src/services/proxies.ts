import type { Environment } from "../process/search-path.ts";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * The proxy through which an address is asked, as the environment names it; undefined if it is asked directly. Of a variable the lower-case
 * spelling comes first, as with curl; a proxy for http serves https, too, where none is named for that.
 */
export function proxyFor(address: string, environment: Environment): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol } = new URL(address);
  const named = (name: string) => readVariable(name, environment)?.value;
  const ofHttp = named("HTTP_PROXY") ?? named("ALL_PROXY");
  const ofHttps = named("HTTPS_PROXY") ?? named("ALL_PROXY") ?? ofHttp;
  const proxy = protocol === "https:" ? ofHttps : ofHttp;
  return proxy === undefined || isExcepted(address, named("NO_PROXY") ?? "") ? undefined : proxy;
}

/** What a variable of either spelling holds, and how it is spelt. */
export function readVariable(
  name: string,
  environment: Environment,
): { name: string; value: string } | undefined {
  for (const spelt of [name.toLowerCase(), name]) {
    const value = environment[spelt]?.trim();
    if (value) return { name: spelt, value };
  }
  return undefined;
}

/** Names between commas or spaces, each with all below it, of one port or of all; `*` for everything. */
function isExcepted(address: string, noProxy: string): boolean {
  const url = new URL(address);
  const port = url.port || DEFAULT_PORTS[url.protocol];
  const host = withoutBrackets(url.hostname).toLowerCase();
  return noProxy
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === "*") return true;
      // The colons of an address of IPv6 without brackets begin no port.
      const [, named = entry, ofPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      if (ofPort !== undefined && ofPort !== port) return false;
      const excepted = withoutBrackets(named.replace(/^\*?\./, "")).toLowerCase();
      return host === excepted || host.endsWith(`.${excepted}`);
    });
}

const withoutBrackets = (host: string) => host.replace(/^\[(.*)\]$/, "$1");
