// Disks that are full or read-only: real ones where we may mount (Linux, root), otherwise limits of the shell.
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { checkLedger, query } from "./check-ledger.mjs";
import { ledgerOf, makeKnowledgeBase, PAIRS, REVIEWER } from "./knowledge-base.mjs";
import { CannotTry } from "./proof.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runNode, runProgram } from "./run-process.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

const SWEEP = [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER];
const KB = 1024;

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* diskTrials(size) {
  for (const room of size === "long" ? [0, 8, 24, 48, 72, 96, 120, 160, 240, 480, 720] : []) {
    yield { name: `a disk with room for ${room} KB`, run: (context) => fillDisk(context, room * KB) };
  }
  for (const limit of size === "long" ? [100, 104, 112, 128, 144, 176, 208, 400, 800] : [128]) {
    yield { name: `files that may grow to ${limit} KB`, run: (context) => limitFiles(context, limit) };
  }
  if (size === "long") yield { name: "a read-only disk", run: writeNothing };
  yield { name: "files of which none may have a byte", run: writeNoByte };
}

/** @param {Context} context @param {number} room */
async function fillDisk({ folder, count }, room) {
  makeKnowledgeBase(folder);
  const disk = join(folder, ".review");
  await mount(disk, ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], async () => {
    requireEnd(
      await runNode([REVIEW_NESTED, "bundle", "notes/one.md", "claims", ...REVIEWER], { cwd: folder }),
      0,
    );
    const filler = join(disk, "filler");
    fill(filler, room);
    const ran = await runNode(SWEEP, { cwd: folder });
    requireDiskFull(ran);
    count(ran.exitCode === 0 ? "sweeps with room enough" : "sweeps on a full disk");
    rmSync(filler);
    await requireSoundAndDone(folder);
  });
}

/** Where there was still room to fail the run, the sweep fails with it; else the ledger cannot be used. @param {import("./run-process.mjs").Ran} ran */
function requireDiskFull(ran) {
  if (ran.exitCode === 0) return;
  const isFailed = ran.exitCode === 1;
  requireEnd(
    ran,
    isFailed ? 1 : 3,
    isFailed ? /failed: .*cannot use the ledger/ : /error: cannot use the ledger/,
  );
}

/** Writes a file until there is no more room, and gives so many bytes back. @param {string} path @param {number} room */
function fill(path, room) {
  const file = openSync(path, "w");
  try {
    for (;;) writeSync(file, Buffer.alloc(4 * KB));
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
  truncateSync(path, Math.max(statSync(path).size - room, 0));
}

/** @param {Context} context @param {number} kilobytes */
async function limitFiles({ folder, count }, kilobytes) {
  makeKnowledgeBase(folder);
  requireEnd(
    await runNode([REVIEW_NESTED, "bundle", "notes/one.md", "claims", ...REVIEWER], { cwd: folder }),
    0,
  );
  const script = `ulimit -f ${kilobytes} && exec "$0" "$@"`;
  const ran = await runProgram("bash", ["-c", script, process.execPath, ...SWEEP], { cwd: folder });
  requireDiskFull(ran);
  count(ran.exitCode === 0 ? "sweeps with room enough" : "sweeps that could not write");
  await requireSoundAndDone(folder);
}

/** What cannot be written is not left empty: it would stand in the way of the next command. @param {Context} context */
async function writeNoByte({ folder, count }) {
  makeKnowledgeBase(folder);
  rmSync(join(folder, "review.config.json"), { force: true });
  const review = [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER];
  for (const args of [[REVIEW_NESTED, "init", "--with-gates"], review]) {
    const ran = await runProgram("bash", ["-c", 'ulimit -f 0 && exec "$0" "$@"', process.execPath, ...args], {
      cwd: folder,
    });
    if (ran.exitCode !== 2 && ran.exitCode !== 3) requireEnd(ran, 3);
    count("commands that could not write a byte");
  }
  const left = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith("config.json") || path.endsWith(".gitignore"),
  );
  if (left.length > 0) throw new Error(`${left} was left without a byte`);
  requireEnd(await runNode([REVIEW_NESTED, "doctor"], { cwd: folder }), 0);
}

/** What was accepted is there, and nothing is reviewed twice. @param {string} root */
async function requireSoundAndDone(root) {
  await checkLedger(ledgerOf(root));
  requireEnd(await runNode(SWEEP, { cwd: root }), 0);
  await checkLedger(ledgerOf(root));
  const [found] = query(ledgerOf(root), "SELECT count(*) AS events FROM acceptance_events");
  if (found?.events !== PAIRS) throw new Error(`${found?.events} acceptance events for ${PAIRS} pairs`);
}

/** @param {Context} context */
async function writeNothing({ folder, count }) {
  const root = join(folder, "tree");
  makeKnowledgeBase(root);
  const commands = {
    create: [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER],
    bundle: [REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER],
    sweep: SWEEP,
  };
  const whileReadOnly = async (/** @type {() => Promise<void>} */ work) => {
    await mount(root, ["--bind", root, root], async () => {
      await runProgram("mount", ["-o", "remount,ro,bind", root]);
      await work();
    });
  };
  await whileReadOnly(async () => {
    requireEnd(await runNode([REVIEW_SPLIT, "stale", "--all-gates", "--model", "opus"], { cwd: root }), 0);
    for (const args of Object.values(commands)) {
      requireEnd(await runNode(args, { cwd: root }), 3, /cannot be created/);
      count("commands on a read-only disk");
    }
  });
  requireEnd(await runNode(commands.bundle, { cwd: root }), 0);
  await whileReadOnly(async () => {
    for (const args of [
      ...Object.values(commands),
      [REVIEW_SPLIT, "write", "--run", "1", "--gate", "prose/clarity", "--file", "-"],
    ]) {
      const input = "### Summary\nClear.\n\n## Result: PASS\n";
      requireEnd(await runNode(args, { cwd: root, input }), 3, /cannot use the ledger/);
      count("commands on a read-only disk");
    }
    // WAL needs a side file to read, too.
    const stale = [REVIEW_SPLIT, "stale", "--all-gates", "--model", "opus"];
    requireEnd(await runNode(stale, { cwd: root }), 3, /cannot use the ledger/);
  });
  await requireSoundAndDone(root);
}

/**
 * Mounts something on a folder for some work.
 * @param {string} folder
 * @param {readonly string[]} args
 * @param {() => Promise<void>} work
 */
async function mount(folder, args, work) {
  mkdirSync(folder, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  const { exitCode, stderr } = isRoot
    ? await runProgram("mount", args)
    : { exitCode: 1, stderr: "only root may" };
  if (exitCode !== 0) throw new CannotTry(`nothing can be mounted here: ${stderr.trim()}`);
  try {
    await work();
  } finally {
    await runProgram("umount", ["-l", folder]);
  }
}
