import type { ClientCommand, ClientSettings } from "../../client.ts";
import type { ReviewRequest } from "../../runner.ts";

/** A review reads its prompt and perhaps some linked files; one that takes more turns than this goes in circles. */
export const MAX_TURNS = 50;

/**
 * How claude is started (measured with 2.1.197). `--verbose` is mandatory with stream-json. `--tools` limits
 * the tools, `--allowedTools` would not: it would let the model read any file of the disk. Partial messages
 * show a person that something happens, and keep the text of a run that is ended.
 */
export function buildClaudeCommand(request: ReviewRequest, settings: ClientSettings): ClientCommand {
  const { model, effort, invocationId } = request;
  const { extraArgs = [], isolated = true } = settings;
  return {
    args: [
      ...["-p", "--verbose", "--output-format", "stream-json", "--include-partial-messages"],
      ...["--model", model],
      ...(effort === undefined ? [] : ["--effort", effort]),
      ...["--session-id", invocationId],
      // No CLAUDE.md, hooks, MCP servers, skills, plugins and memory of the user or the project.
      ...(isolated ? ["--safe-mode", "--strict-mcp-config"] : []),
      ...["--tools", "Read,Glob,Grep", "--permission-mode", "dontAsk"],
      ...["--max-turns", String(MAX_TURNS)],
      ...extraArgs,
    ],
    environment: {
      // Without these claude tries for minutes.
      CLAUDE_CODE_MAX_RETRIES: "2",
      API_TIMEOUT_MS: "300000",
      // Else `@path` in a note would make claude attach that file.
      CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_AUTOUPDATER: "1",
      // It would win over --effort.
      CLAUDE_CODE_EFFORT_LEVEL: undefined,
      // They would change what a name such as opus means.
      ...Object.fromEntries(redirectedModels(settings).map((name) => [name, undefined])),
    },
  };
}

function redirectedModels({ passEnv = [] }: ClientSettings): string[] {
  const known = ["OPUS", "SONNET", "HAIKU", "FABLE"].map((model) => `ANTHROPIC_DEFAULT_${model}_MODEL`);
  return [...known, ...passEnv.filter((name) => /^ANTHROPIC_DEFAULT_.*_MODEL$/.test(name))];
}
