#!/usr/bin/env node
// Installs the real clients into a cache folder, unless they are there already, each version beside the others, and
// prints where they are:
//   node scripts/clients/install-clients.mjs [--only newest|pinned]
//   {"newest":{"node":"/…/bin","claude":{"version":"2.1.332","path":"/…/claude"},"codex":{…}},"pinned":{…}}
// Needs a build, and a network only for what is not there yet and to ask for the newest.
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  ADAPTERS,
  CLIENT_NAMES,
  CLIENTS_NODE,
  clientsDirectory,
  forEachClient,
  generationsOf,
  knownVersions,
  resolveNewest,
} from "./client-versions.mjs";

/** @typedef {import("./client-versions.mjs").ClientName} ClientName */
/** @typedef {import("./client-versions.mjs").Generation} Generation */
/** @typedef {{ version: string, path: string }} InstalledClient */
/**
 * `node` is the folder of the Node that the clients need: it has to come first on their PATH.
 * @typedef {{ node: string } & Record<ClientName, InstalledClient>} InstalledClients
 */

const WINDOWS = process.platform === "win32";

/**
 * Installs what is missing of a generation and gives the paths. The newest are looked up once, here. Throws if npm
 * fails or a client does not report its version.
 * @param {Generation} generation
 * @returns {InstalledClients}
 */
export function installClients(generation) {
  if (generation === "newest") resolveNewest(say);
  const versions = knownVersions(generation);
  if (!existsSync(join(nodeDirectory(), nodeProgram()))) {
    installPackage("node", CLIENTS_NODE.npmPackage, CLIENTS_NODE.version);
  }
  for (const name of CLIENT_NAMES) {
    if (isInstalled(name, versions[name])) continue;
    if (generation === "newest") removeOthers(name, [versions[name], knownVersions("pinned")[name]]);
    installPackage(name, ADAPTERS[name].npmPackage, versions[name]);
  }
  return locateClients(generation);
}

/**
 * The paths of the installed clients. Throws if one is missing or does not report its version.
 * @param {Generation} generation
 * @returns {InstalledClients}
 */
export function locateClients(generation) {
  const versions = knownVersions(generation);
  const locate = (/** @type {ClientName} */ name) => {
    const version = versions[name];
    if (isInstalled(name, version)) return { version, path: clientPath(name, version) };
    throw new Error(
      `no ${name} ${version} in ${clientsDirectory()}: run node scripts/clients/install-clients.mjs`,
    );
  };
  return { node: nodeDirectory(), ...forEachClient(locate) };
}

/**
 * What a client says of its version, without the words around it; undefined if it does not start.
 * @param {string} path
 */
export function readClientVersion(path) {
  // A client may write to its home even for this.
  const home = mkdtempSync(join(tmpdir(), "review-client-version-"));
  try {
    const env = { PATH: pathWithNode(), HOME: home, CODEX_HOME: home };
    const { stdout } = spawnSync(path, ["--version"], { env, encoding: "utf8", shell: WINDOWS });
    return /\d+\.\d+\.\d+\S*/.exec(stdout ?? "")?.[0];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Installs one version of one package into a folder of its own.
 * @param {string} name
 * @param {string} npmPackage
 * @param {string} version
 */
function installPackage(name, npmPackage, version) {
  const directory = packageDirectory(name, version);
  say(`installing ${name} ${version}`);
  mkdirSync(directory, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { [npmPackage]: version },
    // Claude Code and Node put their programs in place by an install script; newer versions of npm run it only with leave.
    allowScripts: { [npmPackage]: true },
  };
  writeFileSync(join(directory, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  // npm's own talk goes to stderr: stdout is for the result.
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--include=optional"], {
    cwd: directory,
    env: { ...process.env, PATH: pathWithNode() },
    stdio: ["ignore", 2, 2],
    shell: WINDOWS,
  });
}

/** Each version takes half a gigabyte. @param {ClientName} name @param {string[]} kept */
function removeOthers(name, kept) {
  for (const entry of existsSync(clientsDirectory()) ? readdirSync(clientsDirectory()) : []) {
    if (!entry.startsWith(`${name}-`) || kept.includes(entry.slice(name.length + 1))) continue;
    rmSync(join(clientsDirectory(), entry), { recursive: true, force: true });
  }
}

/** @param {ClientName} name @param {string} version */
function isInstalled(name, version) {
  const path = clientPath(name, version);
  return existsSync(path) && readClientVersion(path) === version;
}

/** @param {ClientName} name @param {string} version */
function clientPath(name, version) {
  return join(packageDirectory(name, version), "node_modules/.bin", WINDOWS ? `${name}.cmd` : name);
}

function nodeDirectory() {
  const installed = packageDirectory("node", CLIENTS_NODE.version);
  return join(installed, "node_modules/node/bin");
}

function nodeProgram() {
  return WINDOWS ? "node.exe" : "node";
}

function pathWithNode() {
  return [nodeDirectory(), process.env.PATH].join(delimiter);
}

/** @param {string} name @param {string} version */
function packageDirectory(name, version) {
  return join(clientsDirectory(), `${name}-${version}`);
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const installed = generationsOf(values.only).map((generation) => [generation, installClients(generation)]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(installed))}\n`);
}
