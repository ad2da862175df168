// Which versions of the real clients the tests run with, and where they are kept. Needs a build.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { claudeCode } from "../../packages/runner/dist/clients/claude-code/client.js";
import { codex } from "../../packages/runner/dist/clients/codex/client.js";
import { geminiCli } from "../../packages/runner/dist/clients/gemini-cli/client.js";
import { opencode } from "../../packages/runner/dist/clients/opencode/client.js";

/** @typedef {"claude" | "codex" | "gemini" | "opencode"} ClientName */
/**
 * The pinned versions are the oldest that the adapters were tested with; the newest are what the registry has.
 * @typedef {"newest" | "pinned"} Generation
 */

/** The adapters say which packages the clients are, and which versions of them were tested. */
export const ADAPTERS = { claude: claudeCode, codex, gemini: geminiCli, opencode };
export const CLIENT_NAMES = /** @type {const} */ (["claude", "codex", "gemini", "opencode"]);
/** In the order in which they are tried: what is new breaks first. */
export const GENERATIONS = /** @type {const} */ (["newest", "pinned"]);

/** The Node that installs and runs the clients: newer ones refuse an older. It comes from the registry, too. */
export const CLIENTS_NODE = { npmPackage: "node", version: "22.23.3" };

/**
 * Something of each client, by its name.
 * @template Value
 * @param {(name: ClientName) => Value} give
 * @returns {Record<ClientName, Value>}
 */
export function forEachClient(give) {
  return { claude: give("claude"), codex: give("codex"), gemini: give("gemini"), opencode: give("opencode") };
}

/** The cache folder: `$REVIEW_CLIENTS_DIR`, or one under the repository's node_modules. */
export function clientsDirectory() {
  const inRepository = fileURLToPath(new URL("../../node_modules/.cache/review-clients", import.meta.url));
  return process.env.REVIEW_CLIENTS_DIR ?? inRepository;
}

/**
 * Those that `--only newest` or `--only pinned` asks for; without it all.
 * @param {string | undefined} only
 * @returns {readonly Generation[]}
 */
export function generationsOf(only) {
  if (only === undefined) return GENERATIONS;
  const asked = GENERATIONS.filter((generation) => generation === only);
  if (asked.length > 0) return asked;
  throw new Error(`--only takes ${GENERATIONS.join(" or ")}, not "${only}"`);
}

/**
 * The versions of a generation, as far as they are known without a network: of the newest, those that were resolved
 * last. Throws if they were never.
 * @param {Generation} generation
 * @returns {Record<ClientName, string>}
 */
export function knownVersions(generation) {
  if (generation === "pinned") {
    return forEachClient((name) => ADAPTERS[name].version.tested.oldest);
  }
  if (existsSync(newestFile())) return JSON.parse(readFileSync(newestFile(), "utf8"));
  throw new Error("the newest clients are not known yet: run node scripts/clients/install-clients.mjs");
}

/**
 * Asks the registry for the newest versions and keeps them. Without a network, those of the last time stay, and
 * `say` is told; throws if there was none.
 * @param {(line: string) => void} say
 */
export function resolveNewest(say) {
  try {
    const newest = forEachClient((name) => newestOf(ADAPTERS[name].npmPackage));
    mkdirSync(clientsDirectory(), { recursive: true });
    writeFileSync(newestFile(), `${JSON.stringify(newest)}\n`);
  } catch (error) {
    if (!existsSync(newestFile())) throw error;
    say("the registry could not be asked for the newest clients: taking those of the last time");
  }
}

/**
 * What the registry calls the latest release: asked for by its tag, since npm chooses among versions by the Node it
 * runs under.
 * @param {string} name
 */
function newestOf(name) {
  // Without a network npm would try again for more than a minute.
  const said = execFileSync("npm", ["view", name, "dist-tags.latest", "--json", "--fetch-retries=0"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const version = JSON.parse(said);
  if (typeof version === "string" && /^\d+\.\d+\.\d+/.test(version)) return version;
  throw new Error(`npm knows no latest version of ${name}: it said ${said.trim()}`);
}

function newestFile() {
  return join(clientsDirectory(), "newest.json");
}
