import { allowedEnvironment } from "../process/environment.ts";
import type { Environment } from "../process/search-path.ts";
import type { Client, ClientSettings } from "./client.ts";

/** The environment a client gets: the common allowlist, its own variables, and what the configuration names. */
export function clientEnvironment(
  { variables }: Pick<Client, "variables">,
  { passEnv = [], secretEnv = [] }: ClientSettings,
  environment: Environment,
): Record<string, string> {
  return allowedEnvironment(environment, [...variables, ...passEnv, ...secretEnv]);
}
