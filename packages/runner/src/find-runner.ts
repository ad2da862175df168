import type { ReviewConfig } from "@review/corpus";
import type { Runner } from "./runner.ts";
import { checksRunner } from "./runners/checks.ts";
import { configuredRunner } from "./runners/configured.ts";

/** The name is that of no runner; `known` lists those there are. */
export class UnknownRunnerError extends Error {
  override readonly name = "UnknownRunnerError";
  readonly code = "unknown-runner";
  constructor(name: string, known: readonly string[]) {
    super(
      `no runner is called ${JSON.stringify(name)}: use one of ${known.join(", ")}, or add it as runners.${name} in review.config.json`,
    );
  }
}

/** The runner of a name: built in, or of the user's own in the configuration. Throws UnknownRunnerError. */
export function findRunner(name: string, runners: ReviewConfig["runners"]): Runner {
  if (name === checksRunner.name) return checksRunner;
  const configured = Object.hasOwn(runners, name) ? runners[name] : undefined;
  if (configured && "command" in configured) return configuredRunner(name, configured);
  const own = Object.entries(runners).filter(([, entry]) => "command" in entry);
  throw new UnknownRunnerError(name, [checksRunner.name, ...own.map(([known]) => known)]);
}
