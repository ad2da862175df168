import {
  API_RUNNER,
  BUILT_IN_RUNNERS,
  CHECKS_RUNNER,
  CLIENT_NAMES,
  findNearestName,
  type ReviewConfig,
} from "@review/corpus";
import type { Runner } from "./runner.ts";
import { serviceMeant } from "./services/named-service.ts";

/** The name is that of no runner; `known` lists those there are. */
export class UnknownRunnerError extends Error {
  override readonly name = "UnknownRunnerError";
  readonly code = "unknown-runner";
  constructor(name: string, known: readonly string[], nearest?: string) {
    const service = serviceMeant(name);
    const asked = `that service is asked by api, --runner ${API_RUNNER} --model ${service}/MODEL; else `;
    const meant = service ? asked : nearest === undefined ? "" : `did you mean ${nearest}? `;
    super(
      `no runner is called ${JSON.stringify(name)}: ${meant}use one of ${known.join(", ")}, or add it under runners in review.config.json`,
    );
  }
}

/** The runner of a name: built in, or of the user's own in the configuration. Only what it needs is loaded. Throws UnknownRunnerError. */
export async function findRunner(name: string, runners: ReviewConfig["runners"]): Promise<Runner> {
  const entry = Object.hasOwn(runners, name) ? runners[name] : undefined;
  if (name === CHECKS_RUNNER) return (await import("./checks/checks-runner.ts")).checksRunner;
  if (name === API_RUNNER) return (await import("./services/api-runner.ts")).apiRunner;
  const client = CLIENT_NAMES.find((known) => known === name);
  if (client !== undefined) {
    const { findClientRunner } = await import("./clients/find-client-runner.ts");
    return findClientRunner(client, entry && !("command" in entry) && !("api" in entry) ? entry : {});
  }
  if (entry && "command" in entry)
    return (await import("./runners/configured.ts")).configuredRunner(name, entry);
  if (entry && "api" in entry)
    return (await import("./services/api-runner.ts")).configuredApiRunner(name, entry.api);
  const own = Object.keys(runners).filter((known) => !BUILT_IN_RUNNERS.includes(known));
  const known = [...BUILT_IN_RUNNERS, ...own];
  throw new UnknownRunnerError(name, known, await findNearestName(name, known));
}
