import type { Client } from "../client.ts";
import { buildGeminiCommand } from "./command.ts";
import { GEMINI } from "./identity.ts";
import { readGeminiLogin } from "./login.ts";
import { readGemini } from "./reader.ts";

/** The runner `gemini-cli`: `gemini --output-format stream-json`. */
export const geminiCli: Client = {
  ...GEMINI,
  resumes: false,
  variables: [
    ...["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_APPLICATION_CREDENTIALS"],
    ...["GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA", "GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION"],
    ...["GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "GEMINI_CLI_HOME"],
  ],
  version: {
    args: ["--version"],
    read: (stdout) => /^(\d+\.\d+\.\S+)$/.exec(stdout.trim())?.[1],
    tested: { oldest: "0.60.0", newest: "0.61.0" },
  },
  hasFolder: true,
  command: async (request, settings, environment, folder) =>
    buildGeminiCommand(request, settings, { environment, folder, login: await readGeminiLogin(environment) }),
  reader: readGemini,
};
