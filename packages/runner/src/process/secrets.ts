import { decoded } from "@review/corpus";
import type { Environment } from "./search-path.ts";

/** Words that end, or are, a part of a secret's name: `OPENAI_API_KEY`, `PGPASSWORD`, `AUTH_2`, but not `AUTHOR`. */
const SECRET_WORDS = /(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL|AUTH|AUTHORIZATION|COOKIE)S?(?![A-Z])/i;
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/** Whether a variable is named like one that holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_WORDS.test(name);
}

/**
 * The secrets in an environment: values of variables that are named like one or are among `secretEnv`, and the
 * credentials in the addresses of proxies. A child may see more of its parent's environment than it was given, so
 * this looks at the whole of it.
 */
export function secretValues(environment: Environment, secretEnv: readonly string[] = []): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (isSecretName(name) || secretEnv.includes(name)) return [value];
    return PROXIES.includes(name.toUpperCase()) ? credentialsIn(value) : [];
  });
}

/** An environment without the addresses of proxies that hold credentials. */
export function withoutCredentials(environment: Environment): Environment {
  const isOpen = ([name, value = ""]: [string, string | undefined]) =>
    !PROXIES.includes(name.toUpperCase()) || credentialsIn(value).length === 0;
  return Object.fromEntries(Object.entries(environment).filter(isOpen));
}

/** `user:password` and the password of `scheme://user:password@host`, as they are written and as they are meant. */
function credentialsIn(address: string): string[] {
  const [, credentials, password] = /^[a-z][a-z0-9+.-]*:\/\/([^/:]*:([^/]*))@/i.exec(address) ?? [];
  if (credentials === undefined || password === undefined) return [];
  return [credentials, password, decoded(password)];
}
