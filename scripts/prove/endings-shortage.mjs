// A process that has no descriptors left for a reviewer.

import { join } from "node:path";
import { checkLedger, query } from "./check-ledger.mjs";
import { makeKnowledgeBase, PAIRS, REVIEWER } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED } from "./review.mjs";
import { runProgram } from "./run-process.mjs";

/**
 * A sweep goes on with fewer jobs, if only so many of its reviewers could not be started; else it stops soon. A bundle
 * says what to do.
 * @param {import("./proof.mjs").TrialContext} context @param {number} spawns
 */
export async function meetShortage({ folder, count }, spawns) {
  const root = join(folder, "tree");
  makeKnowledgeBase(root);
  const { environment, look, drop } = await placeOfTree(root);
  const start = (/** @type {readonly string[]} */ args) => {
    const node = [process.execPath, "--import", program("break-down.mjs"), REVIEW_NESTED, ...args];
    return runProgram("sh", ["-c", 'ulimit -n 200; exec "$@"', "sh", ...node, ...REVIEWER], {
      cwd: root,
      environment: { ...environment, PROVE_BREAK: "no files", PROVE_SPAWNS: String(spawns) },
    });
  };
  const sweep = await start(["sweep", "--all-gates", "--jobs", "3", "--batch-size", "1"]);
  const isHopeless = spawns > 3;
  if (isHopeless)
    requireExit(
      sweep,
      3,
      /stopped: mine could not be started: spawn \S+ EMFILE: .*fewer reviewers.*ulimit -n/,
    );
  else requireEnd(sweep, 0, /then 1 reviewer at a time: mine could not be started/);
  const file = await look(join(folder, "seen"));
  await checkLedger(file);
  const [found] = query(
    file,
    `SELECT count(*) FILTER (WHERE status = 'completed') AS completed, count(*) FILTER (WHERE status = 'failed') AS failed,
       count(*) FILTER (WHERE status = 'running') AS open FROM review_runs`,
  );
  const expected = { completed: isHopeless ? 0 : PAIRS, failed: isHopeless ? 4 : 3, open: 0 };
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found));
  if (isHopeless)
    requireEnd(await start(["bundle", "notes/one.md", "prose"]), 3, /EMFILE: .*fewer reviewers.*ulimit -n/);
  await drop();
  count("sweeps without descriptors");
}

/**
 * Under a low limit of files some command can open something that another needs a moment later: whatever cannot be opened, no run is
 * left open.
 * @param {import("./proof.mjs").TrialContext} context @param {number} limit
 */
export async function meetLimit({ folder, count }, limit) {
  const root = join(folder, "tree");
  makeKnowledgeBase(root);
  const { environment, look, drop } = await placeOfTree(root);
  const start = (/** @type {readonly string[]} */ args, setLimit = "") =>
    runProgram("sh", ["-c", `${setLimit} exec "$@"`, "sh", process.execPath, REVIEW_NESTED, ...args], {
      cwd: root,
      environment,
    });
  requireEnd(await start(["bundle", "notes/one.md", "claims", ...REVIEWER]), 0);
  const lines = [
    ["sweep", "--all-gates", "--jobs", "1", "--batch-size", "3", ...REVIEWER],
    ["sweep", "--all-gates", "--jobs", "4", "--batch-size", "1", ...REVIEWER],
    ["bundle", "notes/two.md", "prose", ...REVIEWER],
  ];
  for (const line of lines) {
    const { exitCode, stderr } = await start(line, `ulimit -n ${limit};`);
    // 134: Node.js itself cannot start.
    if (![0, 3, 134].includes(exitCode ?? -1)) throw new Error(`exit ${exitCode}: ${stderr}`);
    if (exitCode === 3 && !/ulimit -n/.test(stderr)) throw new Error(`it does not say what helps: ${stderr}`);
  }
  const file = await look(join(folder, "seen"));
  await checkLedger(file);
  const open = query(file, "SELECT note_path FROM review_runs WHERE status = 'running'");
  if (open.length > 0) throw new Error(`left open: ${JSON.stringify(open)}`);
  await drop();
  count("commands under a low limit of files", lines.length);
}

/** As `requireEnd`, for a sweep that stopped: it does not end with an error. */
function requireExit(
  /** @type {import("./run-process.mjs").Ran} */ { exitCode, stderr },
  /** @type {number} */ expected,
  /** @type {RegExp} */ says,
) {
  if (exitCode !== expected || !says.test(stderr)) throw new Error(`exit ${exitCode}: ${stderr}`);
}
