import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, sep } from "node:path";
import { type Environment, searchFolders } from "../../process/search-path.ts";

/** Keys and logins below what may stay readable, since programs are installed there, and what is not hidden; relative to the home. */
const KNOWN = [
  ...[".config/gh", ".config/gcloud", ".config/git", ".config/opencode", ".config/containers", ".config/op"],
  ...[".local/share/opencode", ".local/share/keyrings", ".local/state", ".cargo/credentials.toml"],
  ...[".cargo/credentials", ".m2/settings.xml", ".gem/credentials", ".gradle/gradle.properties"],
  "Library/Keychains",
];

/** Variables that move such places elsewhere. */
const MOVED = [
  ...[
    "CODEX_HOME",
    "CLAUDE_CONFIG_DIR",
    "GEMINI_CLI_HOME",
    "OPENCODE_CONFIG",
    "GNUPGHOME",
    "PGPASSFILE",
    "NETRC",
  ],
  ...["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"],
  ...["KUBECONFIG", "DOCKER_CONFIG", "CARGO_HOME", "GOOGLE_APPLICATION_CREDENTIALS", "AZURE_CONFIG_DIR"],
];

/**
 * What nobody should read who reviews notes: all that is hidden in the home, but what the root, or a folder of `PATH` with the programs in it, lies
 * in, and the known places of keys and logins, wherever variables say that they are. Absolute paths of what is there.
 */
export function secretPlaces(root: string, environment: Environment): string[] {
  const home = environment.HOME ?? homedir();
  const kept = [root, ...searchFolders(environment)].flatMap((path) => [path, realPath(path)]);
  const isOnTheWay = (path: string) => kept.some((each) => `${each}${sep}`.startsWith(`${path}${sep}`));
  const hidden = hiddenIn(home).map((name) => join(home, name));
  const known = KNOWN.map((place) => join(home, place));
  const moved = MOVED.flatMap((name) => environment[name] ?? []).filter((path) => isAbsolute(path));
  const places = [...hidden, ...known, ...moved].filter((path) => existsSync(path) && !isOnTheWay(path));
  // Codex cannot deny what is not there, nor what lies in what it denies (seen with 0.171.0: no command runs then).
  const isWithin = (path: string) => places.some((place) => path.startsWith(`${place}${sep}`));
  return [...new Set(places)].filter((path) => !isWithin(path));
}

function hiddenIn(home: string): string[] {
  try {
    return readdirSync(home).filter((name) => name.startsWith("."));
  } catch {
    // What we cannot list, a command cannot either.
    return [];
  }
}

const realPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path);
