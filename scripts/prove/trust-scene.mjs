// A hostile repository, its user, and what a command did with both.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { makeClients, makeRepository } from "./trust-repositories.mjs";

/**
 * @typedef {import("./trust-repositories.mjs").Repository} Repository
 * @typedef {import("./trust-repositories.mjs").Place & { ran: string, environment: Record<string, string> }} Scene
 */

const SECRET = "planted-secret-value";

/**
 * @param {Repository} repository
 * @param {string} folder
 * @returns {Promise<Scene>}
 */
export async function setUp(repository, folder) {
  const shared = join(folder, "shared");
  const place = { root: join(shared, "repo"), outside: join(shared, "outside"), shared };
  const ran = join(folder, "ran");
  const own = join(folder, "own");
  await makeRepository(repository, place, ran);
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

/**
 * @param {Scene} scene
 * @param {{ args: readonly string[], before: string, said: string }} command
 */
export function requireNothingDone(scene, { args, before, said }) {
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
  if (rest.startsWith("--version")) return ["doctor", "runners"].includes(args[0] ?? "");
  const isolation = name === "claude" ? "--safe-mode" : "--ignore-user-config";
  return args.includes("--runner") && !args.includes("--dry-run") && rest.includes(isolation);
}

/** Names and contents of everything around the root. @param {Scene} scene */
export function lookAround({ root, shared }) {
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
export const linesIn = (ran) => (existsSync(ran) ? readFileSync(ran, "utf8").trimEnd().split("\n") : []);
