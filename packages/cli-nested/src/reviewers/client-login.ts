import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ClientName } from "@review/corpus";
import { type clients, isSecretName } from "@review/runner";

type Client = (typeof clients)[number];
type Environment = Readonly<Record<string, string | undefined>>;

/** Where a client keeps the login of its own: a variable names the folder, else it is below the home folder. */
const LOGIN_FILES: Readonly<Record<ClientName, { variable: string; folder: string; file: string }>> = {
  "claude-code": { variable: "CLAUDE_CONFIG_DIR", folder: ".claude", file: ".credentials.json" },
  codex: { variable: "CODEX_HOME", folder: ".codex", file: "auth.json" },
  // What its variable names stands for the home.
  "gemini-cli": { variable: "GEMINI_CLI_HOME", folder: "", file: ".gemini/oauth_creds.json" },
  opencode: { variable: "XDG_DATA_HOME", folder: ".local/share", file: "opencode/auth.json" },
};
/** Variables that make Claude Code use a cloud provider's own login. */
const CLOUD = /^CLAUDE_CODE_USE_/;

/**
 * By what a client looks logged in: the name of a variable or of a file, whose content is not read. Undefined
 * if there is no sign of a login; a login in the system's keychain gives none.
 */
export function findLogin(
  { name, variables }: Pick<Client, "name" | "variables">,
  environment: Environment,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const logins = variables.filter((each) => isSecretName(each) || CLOUD.test(each));
  const variable = logins.find((each) => environment[each]?.trim());
  if (variable !== undefined) return `$${variable}`;
  const login = LOGIN_FILES[name];
  const home = environment.HOME ?? environment.USERPROFILE;
  if (!login) return undefined;
  const folder = environment[login.variable] ?? (home === undefined ? undefined : join(home, login.folder));
  const file = folder === undefined ? undefined : join(folder, login.file);
  return file !== undefined && exists(file) ? file : undefined;
}
