import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../process/search-path.ts";

/** Where gemini keeps what belongs to its user: the folder `.gemini` in here. */
export function geminiHome({ GEMINI_CLI_HOME, HOME, USERPROFILE }: Environment): string | undefined {
  return GEMINI_CLI_HOME || HOME || USERPROFILE || undefined;
}

/**
 * How gemini logs in, by its own name of it (`gemini-api-key`, `oauth-personal`, `vertex-ai`): as its user chose, else by what is set.
 * Undefined if nothing is known.
 */
export async function readGeminiLogin(environment: Environment): Promise<string | undefined> {
  const home = geminiHome(environment);
  const settings = home === undefined ? "" : await readText(join(home, ".gemini", "settings.json"));
  return chosenLogin(settings) ?? loginBySet(environment);
}

/** The `security.auth.selectedType` of a user's settings, which may hold comments. */
export function chosenLogin(settings: string): string | undefined {
  return /"selectedType"\s*:\s*"([\w-]+)"/.exec(settings)?.[1];
}

function loginBySet(environment: Environment): string | undefined {
  if (environment.GOOGLE_GENAI_USE_GCA === "true") return "oauth-personal";
  if (environment.GOOGLE_GENAI_USE_VERTEXAI === "true") return "vertex-ai";
  return environment.GEMINI_API_KEY ? "gemini-api-key" : undefined;
}

/** What cannot be read says nothing. */
function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
