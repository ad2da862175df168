// Clients that do something else than review.
import { cpSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { checkLedger, query } from "./check-ledger.mjs";
import { isRunning } from "./is-running.mjs";
import { makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runNode } from "./run-process.mjs";
import { isOnServer } from "./server.mjs";

/**
 * @typedef {object} Expected
 * @property {number} exitCode of the command with the bad client
 * @property {RegExp} [says] on stderr
 * @property {"completed" | "failed"} [run] what became of the run, if there is a ledger
 * @property {number} [stale] how many of the two pairs, afterwards; default: those that were not reviewed
 * @property {(root: string, file: string) => void | Promise<void>} [look] at the tree, and at the rows of its ledger
 * @property {boolean} [isOfFiles] it is something that happens to a ledger in a file alone
 */

/** What the reviewer does while the command runs, and what comes of it. @type {Record<string, Expected>} */
const DEEDS = {
  "delete the ledger": { isOfFiles: true, exitCode: 3, says: /moved or deleted while in use/ },
  "delete the ledger's file": { isOfFiles: true, exitCode: 3, says: /moved or deleted while in use/ },
  "change the note": { exitCode: 0, run: "completed", stale: 2, look: requireJudgedText },
  "delete the note": { exitCode: 0, run: "completed" },
  "change the gate": { exitCode: 0, run: "completed", stale: 1 },
  "delete the gate": { exitCode: 0, run: "completed" },
  "leave a process": { exitCode: 0, run: "completed", look: requireEnded },
  "leave a process of its own": { exitCode: 0, run: "completed", look: endSurvivor },
  "ignore SIGTERM": { exitCode: 1, says: /timeout/, run: "failed", look: requireEnded },
  "print nothing": { exitCode: 1, says: /printed nothing/, run: "failed" },
  "print prose": { exitCode: 1, says: /no block/, run: "failed" },
  "print the prompt": { exitCode: 1, says: /more than one block/, run: "failed" },
  "print garbage around the answer": { exitCode: 0, run: "completed" },
  "print garbage in the answer": { exitCode: 0, run: "completed" },
  "print 200 MB": { exitCode: 1, says: /more than 64 MiB/, run: "failed", look: requireSmallLedger },
  "die of a signal": { exitCode: 1, says: /SIGSEGV/, run: "failed" },
};
const DEEDS_OF_THE_SHORT_VERSION = ["delete the ledger", "change the note", "print garbage in the answer"];

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* clientTrials(size) {
  for (const [deed, expected] of Object.entries(DEEDS)) {
    if (isOnServer && expected.isOfFiles) continue;
    if (size === "long" || DEEDS_OF_THE_SHORT_VERSION.includes(deed)) yield meetClient(deed, expected);
  }
}

const BUNDLE = [REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER];

/** @param {string} deed @param {Expected} expected @returns {import("./proof.mjs").Trial} */
function meetClient(deed, { exitCode, says, run, stale = run === "completed" ? 0 : 2, look }) {
  return {
    name: `a client that goes to ${deed}`,
    run: async ({ folder, count }) => {
      const root = join(folder, "tree");
      const good = join(folder, "good");
      makeKnowledgeBase(good);
      cpSync(good, root, { recursive: true });
      makeKnowledgeBase(root, { command: [process.execPath, program("saboteur.mjs"), deed] });

      const { environment, look: lookAt, drop } = await placeOfTree(root);
      const options = { cwd: root, environment };
      const timeout = deed === "ignore SIGTERM" ? "1" : "60";
      const ran = await runNode([...BUNDLE, "--timeout", timeout], options);
      requireEnd(ran, exitCode, says);
      requireNoControls(ran.stdout + ran.stderr);
      const file = await lookAt(join(folder, "seen"));
      await checkLedger(file);
      const found = run === undefined ? [] : query(file, "SELECT status FROM review_runs");
      if (found.map(({ status }) => status).join() !== (run ?? ""))
        throw new Error(`runs: ${JSON.stringify(found)}`);
      await look?.(root, file);
      if (!deed.startsWith("delete")) await requireStale(options, stale);

      // And on it goes, with a reviewer that does its work.
      cpSync(good, root, { recursive: true });
      requireEnd(await runNode(BUNDLE, options), 0);
      await checkLedger(await lookAt(join(folder, "end")));
      await drop();
      count("bad clients met");
    },
  };
}

/** @param {string} printed */
function requireNoControls(printed) {
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;
  if (controls.test(printed)) throw new Error(`control characters were printed: ${JSON.stringify(printed)}`);
}

/** @param {import("./run-process.mjs").RunOptions} options @param {number} expected how many of the two pairs */
async function requireStale(options, expected) {
  const args = ["stale", "prose", "--note", "notes/one.md", "--model", "opus", "--json"];
  const ran = await runNode([REVIEW_SPLIT, ...args], options);
  requireEnd(ran, 0);
  const { stale } = JSON.parse(ran.stdout);
  if (stale.length !== expected)
    throw new Error(`${stale.length} pairs are stale, not ${expected}: ${ran.stdout}`);
}

/** What was judged is the text from before the change, and the ledger keeps it. @param {string} _root @param {string} file */
function requireJudgedText(_root, file) {
  const [kept] = query(
    file,
    "SELECT text FROM review_runs JOIN snapshots ON sha = reviewed_note_sha WHERE text = '# One\n\nThe first note.\n'",
  );
  if (!kept) throw new Error("the text that was judged is not kept");
}

/** @param {string} root */
async function requireEnded(root) {
  const pid = Number(readFileSync(join(root, "left-behind.pid"), "utf8"));
  for (let waited = 0; isRunning(pid); waited += 50) {
    if (waited > 5_000) throw new Error(`process ${pid} is still running`);
    await setTimeout(50);
  }
}

/** Out of our reach, but not waited for either. @param {string} root */
function endSurvivor(root) {
  const pid = Number(readFileSync(join(root, "left-behind.pid"), "utf8"));
  if (isRunning(pid)) process.kill(pid, "SIGKILL");
}

/** @param {string} _root @param {string} file */
function requireSmallLedger(_root, file) {
  const { size } = statSync(file);
  // 8 MiB of the answer and 1 MiB of the log are kept; the file may have as much free again.
  if (size > 20_000_000) throw new Error(`the ledger has ${size} bytes`);
}
