import type { ReviewRequest } from "../../runner.ts";
import type { ClientCommand, ClientSettings } from "../client.ts";

/** A review reads its prompt and perhaps some linked files; one that takes more turns than this goes in circles. */
export const MAX_TURNS = 50;

/**
 * How claude is started (measured with 2.1.197). `--verbose` is mandatory with stream-json. `--tools` limits
 * the tools, `--allowedTools` would not: it would let the model read any file of the disk. Partial messages
 * show a person that something happens, and keep the text of a run that is ended. The prompt goes in as one
 * message of a stream that stays open until the result has come: with a closed stdin claude exits before all
 * of a long answer is written, with exit code 0 (seen from 200 KB on where the reader is slow).
 */
export function buildClaudeCommand(request: ReviewRequest, settings: ClientSettings): ClientCommand {
  const { model, effort, invocationId, session } = request;
  const { extraArgs = [], isolated = true } = settings;
  return {
    args: [
      ...["-p", "--verbose", "--output-format", "stream-json", "--include-partial-messages"],
      ...["--input-format", "stream-json"],
      `--model=${model}`,
      ...(effort === undefined ? [] : [`--effort=${effort}`]),
      ...(session === undefined ? ["--session-id", invocationId] : ["--resume", session.id]),
      // No CLAUDE.md, hooks, MCP servers, skills, plugins and memory of the user or the project. The settings of the project stay for all that
      // (seen with 2.1.332): the program in their `apiKeyHelper` is started, and their `env` says where the key goes.
      ...(isolated ? ["--safe-mode", "--strict-mcp-config", "--setting-sources", "user"] : []),
      ...["--tools", "Read,Glob,Grep", "--permission-mode", "dontAsk"],
      ...["--max-turns", String(MAX_TURNS)],
      ...extraArgs,
    ],
    stdin: `${JSON.stringify(userMessage(request.prompt))}\n`,
    keepStdin: true,
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

function userMessage(text: string) {
  return { type: "user", message: { role: "user", content: [{ type: "text", text }] } };
}

function redirectedModels({ passEnv = [], secretEnv = [] }: ClientSettings): string[] {
  const known = ["OPUS", "SONNET", "HAIKU", "FABLE"].map((model) => `ANTHROPIC_DEFAULT_${model}_MODEL`);
  return [
    ...known,
    ...[...passEnv, ...secretEnv].filter((name) => /^ANTHROPIC_DEFAULT_.*_MODEL$/.test(name)),
  ];
}
