// Repositories that name programs, variables and places, each in one of the ways there are.
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { journalThatDeletes } from "@review/test-kit/journal-that-deletes.mjs";
import Database from "better-sqlite3";

import { CannotTry } from "./proof.mjs";
import { openLedger } from "./review.mjs";
import { endlessLedgers } from "./trust-endless.mjs";
import { strangeGitFolders } from "./trust-git-folders.mjs";

/**
 * @typedef {object} Place
 * @property {string} root of the repository
 * @property {string} outside a folder beside it: the user's other things
 * @property {string} shared the folder around the root
 *
 * @typedef {object} Repository
 * @property {string} name
 * @property {object} [config] its review.config.json; none without it
 * @property {Record<string, string>} [files] beside the notes and gates of all
 * @property {(place: Place) => void | Promise<void>} [plant] what is no file
 * @property {boolean} [isWithoutGit]
 * @property {(place: Place) => Record<string, string>} [environment] of the user
 * @property {readonly string[]} [starts] a command that starts what is planted, once the user agrees
 */

const OPUS = ["--model", "opus"];
const BUNDLE = ["bundle", "notes/a.md", "prose/clarity"];
/** Where a ledger is looked for. */
const LEDGER = ".review/ledger.sqlite";

/** @type {readonly Repository[]} */
export const repositories = [
  {
    name: "programs in the clients' places",
    config: { runners: { "claude-code": { path: "./planted" }, codex: { path: "planted" } } },
    starts: [...BUNDLE, "--runner", "claude-code", ...OPUS],
  },
  {
    name: "a program of its own, by default",
    config: {
      runners: { mine: { command: ["./planted"], passEnv: ["PLANTED_SECRET"] } },
      defaults: { runner: "mine", model: "opus" },
    },
    starts: BUNDLE,
  },
  {
    name: "a program by a name on PATH",
    config: {
      runners: { mine: { command: ["node", "planted.js"] } },
      defaults: { runner: "mine", model: "opus" },
    },
  },
  {
    name: "checks, by default",
    config: { defaults: { runner: "checks" } },
    files: {
      "gates/prose/list.md": '---\ncheck: ["./planted", "x"]\n---\nx',
      "gates/prose/text.md": "---\ncheck: ./planted x\n---\nx",
      "gates/prose/local.md": "---\ncheck: planted\n---\nx",
    },
    starts: ["sweep", "--all-gates"],
  },
  {
    name: "arguments, variables and no isolation for the clients",
    config: {
      runners: {
        "claude-code": { extraArgs: ["--planted"], passEnv: ["PLANTED_SECRET"], isolated: false },
        codex: { extraArgs: ["--planted"], passEnv: ["PLANTED_SECRET"], isolated: false },
      },
      defaults: { runner: "codex", model: "opus" },
    },
  },
  { name: "a client by default", config: { defaults: { runner: "claude-code", model: "opus" } } },
  {
    name: "a watcher and a filter in the configuration of its git",
    files: {
      ".git/config":
        '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ./planted\n[filter "x"]\n\tclean = ./planted\n',
      ".git/objects/none": "",
      ".git/refs/none": "",
      ".gitattributes": "* filter=x\n",
    },
  },
  { name: "a ledger beside it", config: { database: "../outside/ledger.sqlite" } },
  { name: "a ledger by a way around", config: { database: "notes/../../outside/new/../ledger.sqlite" } },
  { name: "a ledger on a server", config: { database: "postgres://example.invalid/ledger" } },
  { name: "a folder of the ledger that leads out", plant: link(".review", "") },
  { name: "a folder of the ledger that leads to nothing", plant: link(".review", "new") },
  { name: "a ledger that leads to nothing", plant: link(LEDGER, "new.sqlite") },
  { name: "a ledger that leads out", plant: link(LEDGER, "there") },
  { name: "side files that lead out", plant: link(`${LEDGER}-wal`, "new-wal") },
  { name: "a journal that leads out", plant: link(`${LEDGER}-journal`, "there") },
  {
    name: "a journal by which SQLite deletes another file",
    plant: ({ root, outside }) => {
      const precious = join(outside, "precious");
      write(precious, "all of a user's work");
      write(join(root, LEDGER), "");
      new Database(join(root, LEDGER)).exec("CREATE TABLE t (a)").close();
      writeFileSync(join(root, `${LEDGER}-journal`), journalThatDeletes(precious, 2));
    },
  },
  {
    name: "an unfinished copy of its ledger that leads out",
    plant: async (place) => {
      mkdirSync(join(place.root, ".review"));
      await (await openLedger(join(place.root, LEDGER))).close();
      link("copy.sqlite.copying", "new.sqlite")(place);
    },
  },
  ...endlessLedgers,
  { name: "a lock beside it", config: { lock: { path: "../outside", auto: true } } },
  { name: "a lock that leads out", config: { lock: { auto: true } }, plant: link("review.lock", "") },
  {
    name: "a folder of the lock that leads out",
    config: { lock: { auto: true } },
    plant: link("review.lock/notes", ""),
  },
  {
    name: "a file of the lock that leads out",
    config: { lock: { auto: true } },
    plant: link("review.lock/notes/a.md.json", "new"),
  },
  ...strangeGitFolders,
  { name: "an ignore file that leads out", plant: link(".review/.gitignore", "new") },
  { name: "a configuration that leads out", plant: link("review.config.json", "new.json") },
  {
    name: "gates that lead out",
    plant: (place) => {
      rmSync(join(place.root, "gates"), { recursive: true });
      link("gates", "")(place);
    },
  },
  { name: "a lens that leads out", plant: link("gates/clarity", "") },
  {
    name: "a configuration of its parent, which everybody may write",
    isWithoutGit: true,
    plant: ({ shared }) => {
      plantParent(shared);
      chmodSync(shared, 0o1777);
    },
  },
  {
    name: "a configuration of its parent by another user",
    isWithoutGit: true,
    plant: ({ shared }) => {
      plantParent(shared);
      const other = 54_321;
      try {
        chownSync(join(shared, "review.config.json"), other, other);
        chownSync(shared, other, other);
      } catch {
        throw new CannotTry("only the administrator may give a file away");
      }
    },
  },
  { name: "a configuration of its parent, above its .git", plant: ({ shared }) => plantParent(shared) },
  {
    name: "an agreement of its own, in the user's home",
    config: { runners: { mine: { command: ["./planted"] } }, defaults: { runner: "mine", model: "opus" } },
    environment: ({ root }) => ({ HOME: root, XDG_CONFIG_HOME: "" }),
    starts: BUNDLE,
  },
];

/**
 * A symlink in the repository to something outside of it.
 * @param {string} path
 * @param {string} target
 * @returns {(place: Place) => void}
 */
function link(path, target) {
  return ({ root, outside }) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(outside, target), join(root, path));
  };
}

/** @param {string} shared */
function plantParent(shared) {
  const runners = { "claude-code": { path: "./repo/planted" }, mine: { command: ["./repo/planted"] } };
  const config = {
    notes: ["repo/notes/*.md"],
    gates: "repo/gates",
    runners,
    defaults: { runner: "mine", model: "opus" },
  };
  writeFileSync(join(shared, "review.config.json"), JSON.stringify(config));
}

/** Names under which a program of a repository might be started by mistake. */
const NAMES = ["planted", "claude", "codex", "git", "node", "sh", "env"];

/**
 * Writes a repository and what stands beside it. Every program in it leaves a line in the file `ran`.
 * @param {Repository} repository
 * @param {Place} place
 * @param {string} ran
 */
export async function makeRepository({ config, files = {}, plant, isWithoutGit = false }, place, ran) {
  const { root, outside } = place;
  const all = {
    ...(config && { "review.config.json": JSON.stringify(config) }),
    ...(isWithoutGit ? {} : { ".git/HEAD": "ref: refs/heads/main\n" }),
    "notes/a.md": "# A\n\nOne note.\n",
    "gates/prose/clarity.md": "# Clarity\n\nIs it clear?\n",
    "gates/claims/title.md": "# Title\n\nDoes it claim something?\n",
    "review.md": "### Summary\nFine.\n\n### Findings\nNone.\n\n## Result: PASS\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) write(join(root, path), text);
  write(
    join(root, "planted.js"),
    `require("node:fs").appendFileSync(${JSON.stringify(ran)}, "planted node\\n")`,
  );
  for (const folder of ["", "bin", "node_modules/.bin"]) {
    for (const name of NAMES) writeProgram(join(root, folder, name), `echo "planted $0" >> '${ran}'\n`);
  }
  write(join(outside, "there"), "");
  await plant?.(place);
}

/**
 * Writes the user's own clients: they say how they were started, ask git how the tree stands, as the real ones do, and answer nothing.
 * @param {string} folder
 * @param {string} ran
 */
export function makeClients(folder, ran) {
  for (const name of ["claude", "codex"]) {
    writeProgram(
      join(folder, name),
      `echo "own ${name} $* secret=$PLANTED_SECRET" >> '${ran}'\ngit status > /dev/null 2>&1\n`,
    );
  }
}

/** @param {string} path @param {string} commands of a shell */
function writeProgram(path, commands) {
  write(path, `#!/bin/sh\n${commands}`);
  chmodSync(path, 0o755);
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
