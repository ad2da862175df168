import { API_PROVIDERS } from "@review/db/vocabulary";

/** What stands in a command for what nobody has named. */
export const PLACEHOLDERS = { runner: "RUNNER", model: "MODEL", service: "PROVIDER" } as const;

/** Runs are recorded under the model's own name, which does not say which service is to be asked. */
export function withService(model: string | undefined): string | undefined {
  const isNamed = API_PROVIDERS.some((provider) => model?.startsWith(`${provider}/`));
  return model === undefined || isNamed ? model : `${PLACEHOLDERS.service}/${model}`;
}

/** What a legend says to commands in which somebody has to name a reviewer; none where there is no such command. */
export function explainPlaceholders(commands: readonly string[]): string[] {
  const hasWord = (word: string) => commands.some((command) => command.includes(word));
  return [
    ...(hasWord(` --runner ${PLACEHOLDERS.runner}`) ? [UNNAMED] : []),
    ...(hasWord(` --model ${PLACEHOLDERS.service}/`) ? [UNSERVED] : []),
  ];
}

const UNNAMED =
  "capitals stand for a reviewer of yours, e.g. --runner claude-code --model opus: `review-nested doctor` says which are there; for `api` the service stands before the model's name (openai-compatible/… for a server such as Ollama)";
const UNSERVED =
  "PROVIDER stands for the service that has the model, e.g. openai-compatible for a server such as Ollama: `review-nested runners` lists them";

/** The runner of a configuration that has one alone: nobody has to ask which. */
export function onlyRunner(runners: Readonly<Record<string, unknown>>): string | undefined {
  const [only, ...others] = Object.keys(runners);
  return others.length === 0 ? only : undefined;
}
