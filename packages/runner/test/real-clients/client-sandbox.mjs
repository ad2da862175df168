import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CLIENT_NAMES } from "../../../../scripts/clients/client-versions.mjs";
import { commitAll, writeRepository } from "./sandbox-repository.mjs";
import { writeTraps } from "./sandbox-traps.mjs";

/** Stands in place of every login. It must never get further than the client. */
export const DUMMY_KEY = "sk-ant-oat01-dummy-key-of-the-tests-0123456789";
/** Stands in the home's `.ssh/id_rsa`. It must not get anywhere. */
export const PRIVATE_KEY = "private-key-that-no-reviewer-may-read";

/**
 * A started client: its process is the leader of a group of its own.
 * @typedef {{ client: string, pid: number, args: string[] }} Start
 * @typedef {import("../../../../scripts/clients/client-versions.mjs").ClientName} ClientName
 * @typedef {{ node?: string } & Record<ClientName, { path: string }>} Clients
 * @typedef {{
 *   root: string,
 *   home: string,
 *   temporary: string,
 *   environment: Record<string, string>,
 *   write: (path: string, text: string) => void,
 *   commit: () => void,
 *   starts: () => Start[],
 *   sprung: () => string[],
 * }} ClientSandbox
 */

/**
 * Gives `use` a place of its own to run real clients in: a home with dummy logins, a git repository with a small
 * knowledge base, an environment that knows both and points the clients at `url`, and the clients on its
 * PATH, where every start but those for the version leaves a trace (`starts`). Home and repository hold settings,
 * hooks and servers that leave a trace, too, if a client runs them (`sprung`). All of it is removed at the end.
 * @template Result
 * @param {{ clients: Clients, url: string, claudeLogin?: "key" | "subscription" }} options
 * @param {(sandbox: ClientSandbox) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withClientSandbox({ clients, url, claudeLogin = "key" }, use) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "review-clients-")));
  const folder = (/** @type {string} */ name) => {
    mkdirSync(join(base, name));
    return join(base, name);
  };
  try {
    const startsFile = join(base, "starts");
    writeFileSync(startsFile, "");
    const bin = folder("bin");
    for (const name of CLIENT_NAMES) {
      writeFileSync(join(bin, name), recordingShim(name, clients, startsFile), { mode: 0o755 });
    }
    const sandbox = { home: folder("home"), root: folder("root"), temporary: folder("tmp") };
    const sprung = folder("sprung");
    writeBelow(sandbox.home, ".ssh/id_rsa", `${PRIVATE_KEY}\n`);
    writeBelow(sandbox.home, PROVIDERS, JSON.stringify(providersAt(url)));
    writeTraps({ ...sandbox, sprung });
    writeRepository(sandbox.root, url);
    return await use({
      ...sandbox,
      environment: environmentOf({ ...sandbox, bin, url, claudeLogin }),
      write: (path, text) => writeBelow(sandbox.root, path, text),
      commit: () => commitAll(sandbox.root),
      starts: () => readStarts(startsFile),
      sprung: () => readdirSync(sprung),
    });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** opencode has no variable for the address of a service: its user's providers stand in a file. */
const PROVIDERS = "providers.json";

/** @param {string} url */
function providersAt(url) {
  const model = { name: "X", reasoning: true, tool_call: true, limit: { context: 200_000, output: 32_000 } };
  const options = { baseURL: `${url}/v1`, apiKey: "{env:OPENROUTER_API_KEY}" };
  const loop = { npm: "@ai-sdk/openai-compatible", name: "Loop", options, models: { "gpt-x": model } };
  return { provider: { loop } };
}

/**
 * @param {{ home: string, temporary: string, bin: string, url: string, claudeLogin: "key" | "subscription" }} options
 * @returns {Record<string, string>}
 */
function environmentOf({ home, temporary, bin, url, claudeLogin }) {
  // Nothing listens there: should a client try to reach anything but loopback, it fails at once.
  const nowhere = "http://127.0.0.1:9";
  return {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(":"),
    HOME: home,
    CODEX_HOME: join(home, ".codex"),
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    TERM: "dumb",
    NO_COLOR: "1",
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
    ANTHROPIC_BASE_URL: url,
    [claudeLogin === "key" ? "ANTHROPIC_API_KEY" : "CLAUDE_CODE_OAUTH_TOKEN"]: DUMMY_KEY,
    CODEX_API_KEY: DUMMY_KEY,
    GEMINI_API_KEY: DUMMY_KEY,
    GOOGLE_GEMINI_BASE_URL: url,
    OPENROUTER_API_KEY: DUMMY_KEY,
    OPENCODE_CONFIG: join(home, PROVIDERS),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
  };
}

/**
 * A program that becomes the client, having written down its process id and arguments. Only the client gets the Node
 * it needs: what starts it has one of its own.
 * @param {ClientName} name @param {Clients} clients @param {string} startsFile
 */
function recordingShim(name, clients, startsFile) {
  return [
    "#!/bin/sh",
    `if [ "$1" != --version ]; then`,
    `  { printf '%s\\t' ${name} "$$" "$@"; echo; } >> '${startsFile}'`,
    "fi",
    ...(clients.node === undefined ? [] : [`PATH='${clients.node}':"$PATH"`]),
    `exec '${clients[name].path}' "$@"`,
    "",
  ].join("\n");
}

/** @param {string} startsFile @returns {Start[]} */
function readStarts(startsFile) {
  const lines = readFileSync(startsFile, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => {
    const [client = "", pid, ...args] = line.split("\t");
    return { client, pid: Number(pid), args: args.slice(0, -1) };
  });
}

/** @param {string} folder @param {string} path @param {string} text */
function writeBelow(folder, path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
