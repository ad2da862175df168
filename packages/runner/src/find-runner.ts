import {
  API_RUNNER,
  BUILT_IN_RUNNERS,
  CHECKS_RUNNER,
  CLIENT_NAMES,
  type ClientName,
  type ReviewConfig,
} from "@review/corpus";
import { checksRunner } from "./checks/checks-runner.ts";
import { claudeCode } from "./clients/claude-code/client.ts";
import type { Client } from "./clients/client.ts";
import { clientRunner } from "./clients/client-runner.ts";
import { codex } from "./clients/codex/client.ts";
import { geminiCli } from "./clients/gemini-cli/client.ts";
import { opencode } from "./clients/opencode/client.ts";
import type { Runner } from "./runner.ts";
import { configuredRunner } from "./runners/configured.ts";
import { apiRunner, configuredApiRunner } from "./services/api-runner.ts";

/** The name is that of no runner; `known` lists those there are. */
export class UnknownRunnerError extends Error {
  override readonly name = "UnknownRunnerError";
  readonly code = "unknown-runner";
  constructor(name: string, known: readonly string[]) {
    super(
      `no runner is called ${JSON.stringify(name)}: use one of ${known.join(", ")}, or add it under runners in review.config.json`,
    );
  }
}

const ADAPTERS: Readonly<Record<ClientName, Client>> = {
  "claude-code": claudeCode,
  codex,
  "gemini-cli": geminiCli,
  opencode,
};

/** The clients that have adapters here. */
export const clients = CLIENT_NAMES.map((name) => ADAPTERS[name]);

/** The runner of a name: built in, or of the user's own in the configuration. Throws UnknownRunnerError. */
export function findRunner(name: string, runners: ReviewConfig["runners"]): Runner {
  if (name === CHECKS_RUNNER) return checksRunner;
  if (name === API_RUNNER) return apiRunner;
  const entry = Object.hasOwn(runners, name) ? runners[name] : undefined;
  const client = clients.find((known) => known.name === name);
  if (client) return clientRunner(client, entry && !("command" in entry) && !("api" in entry) ? entry : {});
  if (entry && "command" in entry) return configuredRunner(name, entry);
  if (entry && "api" in entry) return configuredApiRunner(name, entry.api);
  const own = Object.keys(runners).filter((known) => !BUILT_IN_RUNNERS.includes(known));
  throw new UnknownRunnerError(name, [...BUILT_IN_RUNNERS, ...own]);
}
