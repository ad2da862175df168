import type { Client } from "../client.ts";
import { buildCodexCommand } from "./command.ts";
import { CODEX } from "./identity.ts";
import { readCodex } from "./reader.ts";

/** The runner `codex`: `codex exec --json`. */
export const codex: Client = {
  ...CODEX,
  resumes: false,
  variables: [
    ...["OPENAI_API_KEY", "CODEX_API_KEY", "CODEX_ACCESS_TOKEN"],
    ...["CODEX_HOME", "CODEX_SQLITE_HOME", "OPENAI_BASE_URL"],
  ],
  version: {
    args: ["--version"],
    read: (stdout) => /^codex-cli (\d+\.\d+\.\S+)/.exec(stdout.trim())?.[1],
    tested: { oldest: "0.169.0", newest: "0.171.0" },
  },
  command: buildCodexCommand,
  reader: readCodex,
};
