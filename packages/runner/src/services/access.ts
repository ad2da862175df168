import { type ApiSettings, withoutEndSlashes } from "@review/corpus";
import type { Environment } from "../process/search-path.ts";
import { explainAddress } from "./explain-address.ts";
import type { Provider } from "./provider.ts";

/** Where a service is asked, and with which variable's value as its key. */
export interface Destination {
  baseURL: string;
  /** What names another: a variable, or `baseURL` of the configuration. */
  addressName: string;
  /** The variable that holds the key, if one is set. */
  keyName?: string | undefined;
  /** Those that could hold it. */
  keyNames: readonly string[];
  /** What is wrong with the key that is set, if it cannot be sent. */
  keyProblem?: string;
  /** Why the address cannot be one, and what to write. */
  problem?: string;
}

/**
 * Where requests go, and whose key goes with them. An address of the configuration gets no key but one that the configuration names, too:
 * who agreed to the one has then seen the other beside it.
 */
export function destinationOf(
  provider: Provider,
  { baseURL, keyEnv }: Pick<ApiSettings, "baseURL" | "keyEnv">,
  environment: Environment,
): Destination {
  const ofProvider = baseURL === undefined ? provider.keys : [];
  const keyNames = keyEnv === undefined ? ofProvider : [keyEnv];
  const named = environment[provider.baseVariable]?.trim() || undefined;
  const ofUser = baseURL === undefined ? named : undefined;
  const problem = ofUser && explainAddress(provider.baseVariable, ofUser);
  const keyName = keyNames.find((name) => environment[name]?.trim());
  const keyProblem = explainKey(environment[keyName ?? ""]?.trim() ?? "");
  return {
    addressName: baseURL === undefined ? provider.baseVariable : "baseURL",
    baseURL: withoutEndSlashes(baseURL ?? named ?? provider.baseURL),
    ...(problem && { problem }),
    keyName,
    keyNames,
    ...(keyProblem && { keyProblem }),
  };
}

/** What helps where no key is set. */
export function giveKey(keyNames: readonly string[]): string {
  if (keyNames.length > 0) return `set ${keyNames.join(" or ")}`;
  return "name its variable as keyEnv beside baseURL in review.config.json";
}

/** What a text holds that no header can; nothing else of it is told. */
function explainKey(key: string): string | undefined {
  const [other] = /[^\t\x20-\x7e\x80-\xff]/u.exec(key) ?? [];
  if (other === undefined) return undefined;
  if (/[\r\n]/.test(other)) return "a line break";
  const point = other.codePointAt(0) ?? 0;
  return `a character that cannot be sent (U+${point.toString(16).toUpperCase().padStart(4, "0")})`;
}
