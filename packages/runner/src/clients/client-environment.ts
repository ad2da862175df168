import { allowedEnvironment } from "../process/environment.ts";
import type { Client, ClientSettings } from "./client.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment a client gets: the common allowlist, its own variables, and what the configuration names. */
export function clientEnvironment(
  { variables }: Client,
  { passEnv = [] }: ClientSettings,
  environment: Environment,
): Record<string, string> {
  return allowedEnvironment(environment, [...variables.secret, ...variables.plain, ...passEnv]);
}

/** The values in an environment that must not be kept: logins, and whatever the configuration names besides. */
export function secretValues(
  { variables }: Client,
  { passEnv = [] }: ClientSettings,
  environment: Environment,
): string[] {
  const secret = [...variables.secret, ...passEnv.filter((name) => !variables.plain.includes(name))];
  return secret.flatMap((name) => environment[name] ?? []);
}
