// A repository is somebody else's until its user agrees: every command of both programs in repositories that name
// programs, variables and places.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { commands as nestedCommands } from "../../packages/cli-nested/dist/commands.js";
import { commands as splitCommands } from "../../packages/cli-split/dist/commands.js";
import { TRUSTED } from "./knowledge-base.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";
import { makeClients, makeRepository, repositories } from "./trust-repositories.mjs";

/**
 * @typedef {import("./trust-repositories.mjs").Repository} Repository
 * @typedef {import("./trust-repositories.mjs").Place} Place
 * @typedef {{ program: string, words: readonly string[] }} Line a command line
 * @typedef {Place & { ran: string, environment: Record<string, string> }} Scene
 */

const SECRET = "planted-secret-value";

/** So many of the examples are tried in each repository by the short version. */
const SHORT_LINES = 2;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "trust",
  title: "nothing that a repository names has an effect before its user agreed",
  jobs: 2,
  *trials({ size }) {
    for (const repository of repositories) {
      yield {
        name: `a repository with ${repository.name}`,
        run: (context) => attack(context, repository, size),
      };
    }
  },
};

/** Every example of every command, so that a new command is attacked, too. The one that agrees is no attack. */
const EXAMPLES = [...linesOf(REVIEW_NESTED, nestedCommands), ...linesOf(REVIEW_SPLIT, splitCommands)].filter(
  ({ words }) => words.join(" ") !== "trust --yes",
);

/** What leaves as much as possible to the repository. @type {readonly Line[]} */
const BARE = [
  ...["sweep --all-gates", "bundle notes/a.md prose/clarity", "doctor", "init --with-gates", "trust"].map(
    (line) => ({
      program: REVIEW_NESTED,
      words: line.split(" "),
    }),
  ),
  {
    program: REVIEW_SPLIT,
    words: ["create", "notes/a.md", "prose/clarity", "--runner", "r", "--model", "m"],
  },
];

/**
 * @param {string} program
 * @param {readonly { usage: readonly string[], examples: readonly (readonly [string, string])[] }[]} commands
 * @returns {Line[]}
 */
function linesOf(program, commands) {
  return commands.flatMap(({ usage, examples }) => {
    if (examples.length === 0) throw new Error(`${usage[0]} has no example to attack with`);
    return examples.map(([line]) => ({ program, words: splitExample(line) }));
  });
}

/** The words of an example as a shell reads them, up to a redirection. @param {string} line */
function splitExample(line) {
  const [command = ""] = line.split(/ [|>]/);
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}

/**
 * @param {import("./proof.mjs").TrialContext} context
 * @param {Repository} repository
 * @param {import("./proof.mjs").Size} size
 */
async function attack({ folder, random, count }, repository, size) {
  const scene = setUp(repository, folder);
  const examples = size === "long" ? EXAMPLES : random.sample(EXAMPLES, SHORT_LINES);
  for (const { program, words } of [...BARE, ...examples]) {
    const args = words.map((word) => (word.startsWith("/path/") ? scene.root : word));
    const before = lookAround(scene);
    const ran = await runNode([program, ...args], { ...scene, cwd: scene.root, input: MESSAGES });
    if (![0, 1, 2, 3, 4].includes(ran.exitCode ?? -1)) requireEnd(ran, 0);
    requireNothingDone(scene, { args, before, said: ran.stderr });
    count("commands in hostile repositories");
  }
  if (repository.starts) await agreeAndStart(scene, repository.starts, count);
}

/**
 * @param {Repository} repository
 * @param {string} folder
 * @returns {Scene}
 */
function setUp(repository, folder) {
  const shared = join(folder, "shared");
  const place = { root: join(shared, "repo"), outside: join(shared, "outside"), shared };
  const ran = join(folder, "ran");
  const own = join(folder, "own");
  makeRepository(repository, place, ran);
  makeClients(join(own, "bin"), ran);
  mkdirSync(join(own, "home"));
  const { PATH = "" } = process.env;
  const hostile = [
    ".",
    "",
    "bin",
    "./node_modules/.bin",
    join(place.root, "bin"),
    join(place.root, "node_modules/.bin"),
  ];
  const environment = {
    HOME: join(own, "home"),
    PATH: [...hostile, join(own, "bin"), PATH].join(":"),
    PLANTED_SECRET: SECRET,
    ...repository.environment?.(place),
  };
  return { ...place, ran, environment };
}

/** What an agent would send to `mcp`; to all other commands it is an input like any other. */
const MESSAGES = [
  {
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "a", version: "1" } },
  },
  { method: "notifications/initialized" },
  {
    id: 2,
    method: "tools/call",
    params: { name: "create", arguments: { note: "notes/a.md", gates: ["prose"], model: "m" } },
  },
  { id: 3, method: "tools/call", params: { name: "stale", arguments: { model: "m" } } },
]
  .map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  .join("");

/**
 * @param {Scene} scene
 * @param {{ args: readonly string[], before: string, said: string }} command
 */
function requireNothingDone(scene, { args, before, said }) {
  const what = args.join(" ");
  for (const line of linesIn(scene.ran)) {
    if (!isUsersOwn(line, args)) throw new Error(`${what} had this started: ${line}; it said: ${said}`);
  }
  rmSync(scene.ran, { force: true });
  const after = lookAround(scene);
  if (after !== before) throw new Error(`${what} wrote outside the root:\n${before}\n---\n${after}`);
}

/** Whether the user's own client was started, by the user's word, and as it always is. @param {string} line @param {readonly string[]} args */
function isUsersOwn(line, args) {
  const [, name, rest = ""] = /^own (\w+) (.*)$/.exec(line) ?? [];
  if (name === undefined || /planted/i.test(rest.replace(/secret=$/, ""))) return false;
  if (rest.startsWith("--version")) return args[0] === "doctor";
  const isolation = name === "claude" ? "--safe-mode" : "--ignore-user-config";
  return args.includes("--runner") && !args.includes("--dry-run") && rest.includes(isolation);
}

/** Names and contents of everything around the root. @param {Scene} scene */
function lookAround({ root, shared }) {
  const folder = join(shared, "..");
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ path }) => path !== join(folder, "ran") && path !== root && !path.startsWith(`${root}/`))
    .map(
      ({ entry, path }) =>
        `${relative(folder, path)} ${entry.isFile() ? digest(path) : statSync(path).mtimeMs}`,
    );
  return found.sort().join("\n");
}

/** @param {string} path */
const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);

/** @param {string} ran */
const linesIn = (ran) => (existsSync(ran) ? readFileSync(ran, "utf8").trimEnd().split("\n") : []);

/**
 * The attack works where the user agrees, once or for good, and no longer when something new is named.
 * @param {Scene} scene
 * @param {readonly string[]} words
 * @param {import("./proof.mjs").TrialContext["count"]} count
 */
async function agreeAndStart(scene, words, count) {
  const start = async (/** @type {readonly string[]} */ more, environment = scene.environment) => {
    rmSync(scene.ran, { force: true });
    // What was reviewed would be fresh, and nothing be started for it.
    rmSync(join(scene.root, ".review"), { recursive: true, force: true });
    const ran = await runNode([REVIEW_NESTED, ...words, ...more], { cwd: scene.root, environment });
    return { ran, isStarted: linesIn(scene.ran).some((line) => line.startsWith("planted")) };
  };
  const requireStarted = (/** @type {{ isStarted: boolean }} */ { isStarted }, /** @type {string} */ how) => {
    if (!isStarted) throw new Error(`what the user agreed to by ${how} was not started`);
    count("programs started once their user agreed");
  };
  requireStarted(await start([TRUSTED]), "--trust");
  const trust = async (/** @type {string} */ way, environment = scene.environment) =>
    runNode([REVIEW_NESTED, "trust", way], { cwd: scene.root, environment });
  const { stdout: REVIEW_TRUST } = await trust("--print");
  requireStarted(await start([], { ...scene.environment, REVIEW_TRUST }), "REVIEW_TRUST");

  const home = join(scene.shared, "../own/home");
  const atHome = { ...scene.environment, HOME: home };
  requireEnd(await trust("--yes", atHome), 0);
  requireStarted(await start([], atHome), "trust --yes");
  // A repository that brings that very file with it, in what is the user's home.
  if (scene.environment.HOME === scene.root) {
    const planted = join(scene.root, ".config/review");
    mkdirSync(planted, { recursive: true, mode: 0o700 });
    copyFileSync(join(home, ".config/review/trust.json"), join(planted, "trust.json"));
    requireRefused(await start([]));
  }
  writeFileSync(join(scene.root, "gates/prose/new.md"), "---\ncheck: ./planted new\n---\nx");
  requireRefused(await start([], atHome));
  requireRefused(await start([], { ...scene.environment, REVIEW_TRUST }));
  count("programs refused for something new", 2);
}

/** @param {{ ran: import("./run-process.mjs").Ran, isStarted: boolean }} started */
function requireRefused({ ran, isStarted }) {
  requireEnd(ran, 3, /trust/);
  if (isStarted) throw new Error("something was started that nobody has agreed to");
}

await runAsProgram(import.meta, proof);
