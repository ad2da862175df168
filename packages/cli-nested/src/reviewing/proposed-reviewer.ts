import { API_PROVIDERS } from "@review/db/vocabulary";

/** What stands in a command for what nobody has named. */
export const PLACEHOLDERS = { runner: "RUNNER", model: "MODEL" } as const;

/** What a legend says to commands in which somebody has to name a reviewer; none where there is no such command. */
export const explainPlaceholders = (commands: readonly string[]): string[] =>
  commands.some((command) => command.includes(` --runner ${PLACEHOLDERS.runner}`)) ? [UNNAMED] : [];

const UNNAMED =
  "capitals stand for a reviewer of yours, e.g. --runner claude-code --model opus: `review-nested doctor` says which are there";

/** The runner of a configuration that has one alone: nobody has to ask which. */
export function onlyRunner(runners: Readonly<Record<string, unknown>>): string | undefined {
  const [only, ...others] = Object.keys(runners);
  return others.length === 0 ? only : undefined;
}

/** Runs are recorded under the model's own name, which does not say which service is to be asked. */
export function withService(model: string | undefined): string | undefined {
  const isNamed = API_PROVIDERS.some((provider) => model?.startsWith(`${provider}/`));
  return model === undefined || isNamed ? model : `PROVIDER/${model}`;
}
