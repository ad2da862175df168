// Notes and gates are somebody else's text, and reviewers are somebody else's programs.
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { query } from "./check-ledger.mjs";
import { ledgerOf, makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode, runProgram } from "./run-process.mjs";
import { reviewerTrials } from "./security-reviewers.mjs";
import { terminalTrials } from "./security-terminal.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "security",
  title: "notes cannot run commands, leave the tree or act on a terminal, and secrets stay where they are",
  notOnServer: "it looks at the files of a ledger, and at what reviewers are given",
  jobs: 2,
  *trials({ size }) {
    yield* reviewerTrials(size);
    yield { name: "ways out of the tree", run: (context) => leaveTree(context, size) };
    yield { name: "permissions of the ledger and its folder", run: lookAtPermissions };
    yield* terminalTrials(size);
  },
};

/** @param {Context} context @param {import("./proof.mjs").Size} size */
async function leaveTree({ folder, count }, size) {
  const outside = join(folder, "outside");
  mkdirSync(join(outside, "notes"), { recursive: true });
  for (const name of ["secret.md", "notes/one.md"]) writeFileSync(join(outside, name), "# planted-outside\n");
  const root = join(folder, "tree");
  makeKnowledgeBase(root, {
    command: [program("spy.mjs")],
    files: { "notes/two.md": "# Two\n\n[out](../../outside/secret.md) [in](link.md)\n" },
  });
  symlinkSync(join(outside, "secret.md"), join(root, "notes/link.md"));
  symlinkSync(outside, join(root, "notes/linked"));
  symlinkSync(join(outside, "secret.md"), join(root, "gates/prose/linked.md"));

  const gate = ["prose/clarity", ...REVIEWER];
  const ways = [
    "../outside/secret.md",
    "notes/../../outside/secret.md",
    join(outside, "secret.md"),
    "notes/link.md",
  ];
  for (const way of [...ways, "notes/linked/secret.md"].slice(0, size === "long" ? 5 : 2)) {
    requireEnd(await runNode([REVIEW_SPLIT, "create", way, ...gate], { cwd: root }), 2);
    count("ways out of the tree refused");
  }
  for (const way of ["prose/linked", "../../outside/secret", "prose"].slice(0, size === "long" ? 3 : 1)) {
    requireEnd(await runNode([REVIEW_SPLIT, "create", "notes/one.md", way, ...REVIEWER], { cwd: root }), 2);
    count("ways out of the tree refused");
  }
  const sweep = await runNode([REVIEW_NESTED, "sweep", "prose/clarity", "claims", ...REVIEWER], {
    cwd: root,
  });
  requireEnd(sweep, 0);
  const texts = query(ledgerOf(root), "SELECT text FROM snapshots").map(({ text }) => text);
  if (texts.some((text) => text.includes("planted-outside")))
    throw new Error("a text from outside is in the ledger");

  // While one note is reviewed, the folder of the next becomes a symlink that leads outside.
  if (size === "short") return;
  makeKnowledgeBase(root, { command: [process.execPath, program("swap-folder.mjs"), outside] });
  const swapped = await runNode(
    [REVIEW_NESTED, "sweep", "prose/brevity", ...REVIEWER, "--batch-size", "1", "--jobs", "1"],
    {
      cwd: root,
    },
  );
  if (swapped.exitCode !== 0) requireEnd(swapped, 1);
  const later = query(ledgerOf(root), "SELECT text FROM snapshots").map(({ text }) => text);
  if (later.some((text) => text.includes("planted-outside")))
    throw new Error("a folder that was swapped led outside");
  count("ways out of the tree refused");
}

/** @param {Context} context */
async function lookAtPermissions({ folder, count }) {
  makeKnowledgeBase(folder, { command: [process.execPath, program("list-modes.mjs")] });
  const script = 'umask 000 && exec "$0" "$@"';
  const bundle = [REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER];
  requireEnd(await runProgram("sh", ["-c", script, process.execPath, ...bundle], { cwd: folder }), 0);
  const whileOpen = JSON.parse(readFileSync(join(folder, "modes.json"), "utf8"));
  const folderMode = (statSync(join(folder, ".review")).mode & 0o777).toString(8);
  if (folderMode !== "700") throw new Error(`.review has mode ${folderMode}`);
  const ledgerFiles = Object.entries(whileOpen).filter(([name]) => name.startsWith("ledger.sqlite"));
  const open = ledgerFiles.filter(([, mode]) => mode !== "610");
  if (open.length > 0 || ledgerFiles.length !== 3) throw new Error(`modes: ${JSON.stringify(whileOpen)}`);
  count("files of an open ledger", ledgerFiles.length);
}

await runAsProgram(import.meta, proof);
