import { type Environment, searchFolders, withSearchFolders } from "./search-path.ts";

/** What any program needs to run at all, to find its home and to reach the network; no secrets among it. */
const COMMON = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "TERM",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "TMP",
  "TEMP",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "CURL_CA_BUNDLE",
  "REQUESTS_CA_BUNDLE",
  // Windows does not start programs without these.
  "SYSTEMROOT",
  "WINDIR",
  "COMSPEC",
  "PATHEXT",
  "SYSTEMDRIVE",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMFILES",
  "PROGRAMDATA",
];
const PREFIXES = ["LC_", "XDG_"];

/**
 * The part of an environment that reaches a child: the common names (in any case) and the given ones (exactly). Its PATH
 * has absolute folders only: a script that looks for its interpreter there must not find one of the repository.
 */
export function allowedEnvironment(
  environment: Environment,
  passed: readonly string[] = [],
): Record<string, string> {
  const allowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const upper = name.toUpperCase();
    if (
      COMMON.includes(upper) ||
      PREFIXES.some((prefix) => upper.startsWith(prefix)) ||
      passed.includes(name)
    ) {
      allowed[name] = value;
    }
  }
  return withSearchFolders(allowed, searchFolders(allowed));
}
