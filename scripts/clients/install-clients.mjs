#!/usr/bin/env node
// Installs the pinned real clients into a cache folder, unless they are there already, and prints where they are:
//   node scripts/clients/install-clients.mjs
//   {"claude":{"version":"2.1.197","path":"/…/claude"},"codex":{"version":"0.169.0","path":"/…/codex"}}
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The versions that the adapters were written against. */
export const PINNED_CLIENTS = {
  claude: { package: "@anthropic-ai/claude-code", version: "2.1.197" },
  codex: { package: "@openai/codex", version: "0.169.0" },
};

/** @typedef {{ version: string, path: string }} InstalledClient */

/** The cache folder: `$REVIEW_CLIENTS_DIR`, or one under the repository's node_modules. */
export function clientsDirectory() {
  const inRepository = fileURLToPath(new URL("../../node_modules/.cache/review-clients", import.meta.url));
  return process.env.REVIEW_CLIENTS_DIR ?? inRepository;
}

/**
 * Installs what is missing and gives the paths. Throws if npm fails or a client does not report the pinned version.
 * @param {string} directory
 */
export function installClients(directory = clientsDirectory()) {
  if (!isInstalled(directory)) {
    mkdirSync(directory, { recursive: true });
    const dependencies = Object.values(PINNED_CLIENTS).map((client) => [client.package, client.version]);
    const manifest = {
      private: true,
      dependencies: Object.fromEntries(dependencies),
      // Claude Code puts its program in place by an install script; newer versions of npm run it only with leave.
      allowScripts: { [PINNED_CLIENTS.claude.package]: true },
    };
    writeFileSync(join(directory, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    // npm's own talk goes to stderr: stdout is for the result.
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--include=optional"], {
      cwd: directory,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    });
  }
  return locateClients(directory);
}

/**
 * The paths of the installed clients. Throws if one is missing or does not report the pinned version.
 * @param {string} directory
 * @returns {{ claude: InstalledClient, codex: InstalledClient }}
 */
export function locateClients(directory = clientsDirectory()) {
  if (!isInstalled(directory)) {
    throw new Error(
      `no clients of the pinned versions in ${directory}: run node scripts/clients/install-clients.mjs`,
    );
  }
  const locate = (/** @type {"claude" | "codex"} */ name) => ({
    version: PINNED_CLIENTS[name].version,
    path: clientPath(directory, name),
  });
  return { claude: locate("claude"), codex: locate("codex") };
}

/**
 * What a client says of its version, without the words around it; undefined if it does not start.
 * @param {string} path
 */
export function readClientVersion(path) {
  // A client may write to its home even for this.
  const home = mkdtempSync(join(tmpdir(), "review-client-version-"));
  try {
    const env = { PATH: process.env.PATH, HOME: home, CODEX_HOME: home };
    const { stdout } = spawnSync(path, ["--version"], {
      env,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    return /\d+\.\d+\.\d+\S*/.exec(stdout ?? "")?.[0];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param {string} directory */
function isInstalled(directory) {
  return Object.entries(PINNED_CLIENTS).every(([name, { version }]) => {
    const path = clientPath(directory, name);
    return existsSync(path) && readClientVersion(path) === version;
  });
}

/** @param {string} directory @param {string} name */
function clientPath(directory, name) {
  return join(directory, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(installClients())}\n`);
}
