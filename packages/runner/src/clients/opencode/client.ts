import type { Client } from "../client.ts";
import { buildOpencodeCommand } from "./command.ts";
import { OPENCODE } from "./identity.ts";
import { readOpencode } from "./reader.ts";

/** The runner `opencode`: `opencode run --format json`. */
export const opencode: Client = {
  ...OPENCODE,
  resumes: false,
  opensFiles: false,
  variables: [
    ...["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY"],
    ...["OPENROUTER_API_KEY", "OPENCODE_API_KEY", "OPENCODE_AUTH_CONTENT"],
  ],
  version: {
    args: ["--version"],
    read: (stdout) => /^(\d+\.\d+\.\S+)$/.exec(stdout.trim())?.[1],
    tested: { oldest: "1.18.20", newest: "1.18.33" },
  },
  hasFolder: true,
  command: (request, settings, _environment, folder) => buildOpencodeCommand(request, settings, folder),
  reader: readOpencode,
};
