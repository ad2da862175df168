import type { Client } from "../client.ts";
import { buildClaudeCommand } from "./command.ts";
import { CLAUDE } from "./identity.ts";
import { readClaude } from "./reader.ts";

/** The runner `claude-code`: `claude -p` with its event stream. */
export const claudeCode: Client = {
  ...CLAUDE,
  resumes: true,
  variables: [
    ...["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"],
    ...["ANTHROPIC_BASE_URL", "CLAUDE_CONFIG_DIR"],
    ...["CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY"],
  ],
  version: {
    args: ["--version"],
    read: (stdout) => /^(\d+\.\d+\.\S+) \(Claude Code\)/.exec(stdout.trim())?.[1],
    tested: { oldest: "2.1.197", newest: "2.1.332" },
  },
  command: buildClaudeCommand,
  reader: readClaude,
};
