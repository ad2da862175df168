import { join } from "node:path";
import type { Environment } from "../../process/search-path.ts";
import type { ReviewRequest } from "../../runner.ts";
import type { ClientCommand, ClientFile, ClientSettings } from "../client.ts";
import { escapeAtSigns } from "./at-signs.ts";
import { geminiHome } from "./login.ts";
import { geminiSettings, READ_ONLY_POLICY } from "./settings.ts";

/** Files of the user's `.gemini` that hold a login: gemini renews them, so they are linked, not copied. */
const LOGIN_FILES = ["oauth_creds.json", "google_accounts.json"];
const POLICY = "read-only.toml";

/** What is known beside the request. */
export interface GeminiSurroundings {
  environment: Environment;
  /** The private folder of this invocation. */
  folder: string;
  login: string | undefined;
}

/**
 * How gemini is started (measured with 0.60.0 and 0.61.0). It has no option against settings of user and project. So it gets a home of
 * its own, with our settings and links to the login, and a root that it does not trust: of an untrusted one it takes no
 * settings, hooks, servers, extensions and `.env`. A policy refuses all tools but those that read, also where `isolated: false` gives
 * it the user's home and a root that is trusted. In the folder it leaves its reports of errors, too, which hold the prompt.
 */
export function buildGeminiCommand(
  request: ReviewRequest,
  settings: ClientSettings,
  { environment, folder, login }: GeminiSurroundings,
): ClientCommand {
  const { model, effort, prompt } = request;
  const { extraArgs = [], isolated = true } = settings;
  const own: ClientFile = {
    path: ".gemini/settings.json",
    text: `${JSON.stringify(geminiSettings({ model, effort, login }), null, 2)}\n`,
  };
  return {
    args: [
      ...["--output-format", "stream-json", `--model=${model}`],
      ...["--approval-mode", "default", "--admin-policy", join(folder, POLICY)],
      ...extraArgs,
    ],
    stdin: escapeAtSigns(prompt),
    // It ends whether or not what it printed has been read: of an answer of 2 MB that a busy reader took later, the end was lost.
    stdoutFile: join(folder, "stdout"),
    environment: {
      GEMINI_CLI_TRUST_WORKSPACE: isolated ? "false" : "true",
      ...(isolated && { GEMINI_CLI_HOME: folder }),
      // Else it starts itself once more, with more memory.
      GEMINI_CLI_NO_RELAUNCH: "1",
      ...Object.fromEntries(["TMPDIR", "TMP", "TEMP"].map((name) => [name, folder])),
    },
    files: [
      { path: POLICY, text: READ_ONLY_POLICY },
      ...(isolated ? [own, ...loginLinks(geminiHome(environment))] : []),
    ],
  };
}

/** A key that the user keeps in gemini's own `.env` counts, too: of an untrusted root gemini takes only keys from such a file. */
function loginLinks(home: string | undefined): ClientFile[] {
  if (home === undefined) return [];
  return [
    { path: ".env", linkTo: join(home, ".gemini", ".env") },
    ...LOGIN_FILES.map((name) => ({ path: join(".gemini", name), linkTo: join(home, ".gemini", name) })),
  ];
}
