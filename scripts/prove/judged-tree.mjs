// A git repository that does not hold still: notes and gates are edited, renamed, exchanged and deleted, and branches
// switched, while somebody reviews them.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeKnowledgeBase } from "./knowledge-base.mjs";
import { program } from "./review.mjs";
import { runProgram } from "./run-process.mjs";

/** @typedef {import("./random.mjs").Random} Random */

const NOTES = Array.from({ length: 6 }, (_, index) => `notes/note-${index}.md`);
export const GATES = ["prose/clarity", "prose/brevity", "claims/title"];
const BRANCHES = ["main", "other", "third"];

/** @param {string} id */
const fileOf = (id) => `gates/${id}.md`;

/**
 * Makes the repository, each of its branches with texts of its own.
 * @param {string} root
 * @param {Random} random
 */
export async function makeTree(root, random) {
  const texts = createTexts(random);
  makeKnowledgeBase(root, {
    command: [process.execPath, program("judge.mjs")],
    files: { ".gitignore": ".review\n" },
  });
  rmSync(join(root, "notes"), { recursive: true });
  mkdirSync(join(root, "notes"));
  await git(root, "init", "-q", "-b", BRANCHES[0] ?? "");
  for (const branch of BRANCHES) {
    if (branch !== BRANCHES[0]) await git(root, "checkout", "-q", "-b", branch);
    for (const note of random.sample(NOTES, 5)) writeFileSync(join(root, note), texts.note());
    for (const gate of GATES) writeFileSync(join(root, fileOf(gate)), texts.gate());
    await git(root, "add", "-A");
    await git(root, "commit", "-q", "-m", branch);
  }
  return { root, random, texts };
}

/** Texts that nobody has written before. @param {Random} random */
function createTexts(random) {
  let written = 0;
  const words = () => {
    written += 1;
    return `Text ${written} of the storm: ${random.below(2 ** 31)}.`;
  };
  const check = `${process.execPath} ${program("judge-file.mjs")}`;
  return {
    note: () => `# A note\n\n${words()}\n`,
    gate: () => `---\ncheck: ${check} w${random.below(2 ** 31)}\n---\nIs it so? ${words()}\n`,
  };
}

/** What may happen between two looks. @type {Record<string, (tree: Awaited<ReturnType<typeof makeTree>>) => unknown>} */
const MOVES = {
  "edit a note": ({ root, random, texts }) => writeFileSync(join(root, pickNote(root, random)), texts.note()),
  "replace a note": ({ root, random, texts }) => {
    writeFileSync(join(root, "new-text"), texts.note());
    renameSync(join(root, "new-text"), join(root, random.pick(NOTES)));
  },
  "edit a note and undo it": async ({ root, random, texts }) => {
    const note = join(root, pickNote(root, random));
    const before = readFileSync(note);
    writeFileSync(note, texts.note());
    await setTimeout(random.below(60));
    writeFileSync(note, before);
  },
  "edit a gate": ({ root, random, texts }) =>
    writeFileSync(join(root, fileOf(random.pick(GATES))), texts.gate()),
  "rename a note": ({ root, random }) =>
    renameSync(join(root, pickNote(root, random)), join(root, random.pick(NOTES))),
  "exchange two notes": ({ root, random }) => {
    const [one, other] = [pickNote(root, random), pickNote(root, random)].map((note) => join(root, note));
    if (one === undefined || other === undefined || one === other) return;
    renameSync(one, join(root, "between"));
    renameSync(other, one);
    renameSync(join(root, "between"), other);
  },
  "delete a note": ({ root, random }) => rmSync(join(root, pickNote(root, random))),
  "switch the branch": ({ root, random }) => git(root, "checkout", "-q", "-f", random.pick(BRANCHES)),
  "switch the branch and back": async ({ root, random }) => {
    await git(root, "checkout", "-q", "-f", random.pick(BRANCHES));
    await setTimeout(random.below(60));
    await git(root, "checkout", "-q", "-f", "-");
  },
  "commit everything": async ({ root }) => {
    await git(root, "add", "-A");
    await git(root, "commit", "-q", "--allow-empty", "-m", "storm");
  },
};

/**
 * Moves until the signal comes, and gives the number of moves.
 * @param {Awaited<ReturnType<typeof makeTree>>} tree
 * @param {AbortSignal} signal
 */
export async function storm(tree, signal) {
  const { random } = tree;
  for (let moves = 0; ; moves += 1) {
    if (signal.aborted) return moves;
    // git takes a folder away with its last note.
    mkdirSync(join(tree.root, "notes"), { recursive: true });
    await MOVES[random.pick(Object.keys(MOVES))]?.(tree);
    await setTimeout(random.below(40));
  }
}

/** One of the notes there are; if there is none, all of them come back. @param {string} root @param {Random} random */
export function pickNote(root, random) {
  mkdirSync(join(root, "notes"), { recursive: true });
  const names = readdirSync(join(root, "notes"));
  if (names.length > 0) return `notes/${random.pick(names)}`;
  const note = random.pick(NOTES);
  writeFileSync(join(root, note), `# A note\n\nThe last one: ${random.below(2 ** 31)}.\n`);
  return note;
}

/** @param {string} root @param {...string} args */
async function git(root, ...args) {
  const identity = ["-c", "user.name=storm", "-c", "user.email=storm@example.invalid"];
  const { exitCode, stderr } = await runProgram("git", [...identity, ...args], { cwd: root });
  if (exitCode !== 0 && args.at(-1) !== "-") throw new Error(`git ${args.join(" ")}: ${stderr}`);
}
