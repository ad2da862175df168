// Every way in which a command can come to its end while reviewers are at work.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { checkLedger, query } from "./check-ledger.mjs";
import { meetLimit, meetShortage } from "./endings-shortage.mjs";
import { isRunning } from "./is-running.mjs";
import { makeKnowledgeBase, REVIEWER, TRUSTED } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { CannotTry } from "./proof.mjs";
import { program, REVIEW_NESTED } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode, runProgram } from "./run-process.mjs";

/**
 * @typedef {object} Ending
 * @property {number} exitCode
 * @property {RegExp} reason of the runs that it failed
 * @property {RegExp} [says] on stderr
 * @property {readonly NodeJS.Signals[]} [signals] sent to the command, once its reviewers are at work
 * @property {"controlling" | "other"} [terminal] the command runs in one, which is closed then
 * @property {string} [breaks] what goes wrong inside of it then
 * @property {boolean} [closes] nobody reads stdout any more then
 * @property {boolean} [noticedByWriting] comes to light when the next answer is to be told
 */

const LOST = /^interrupted: the output cannot be written: /;
const BUG = /^interrupted: a bug of review: planted /;

/** @type {Record<string, Ending>} */
const ENDINGS = {
  SIGINT: { exitCode: 130, reason: /^interrupted$/, signals: ["SIGINT"] },
  SIGTERM: { exitCode: 130, reason: /^interrupted$/, signals: ["SIGTERM"] },
  SIGHUP: { exitCode: 130, reason: /^interrupted$/, signals: ["SIGHUP"] },
  SIGQUIT: { exitCode: 130, reason: /^interrupted$/, signals: ["SIGQUIT"] },
  "SIGINT, then SIGQUIT": { exitCode: 130, reason: /^interrupted$/, signals: ["SIGINT", "SIGQUIT"] },
  "a closed terminal": { exitCode: 130, reason: /^interrupted/, terminal: "controlling" },
  "a closed terminal that sends no signal": {
    exitCode: 3,
    reason: LOST,
    terminal: "other",
    noticedByWriting: true,
  },
  "a disk that is full under stdout": {
    exitCode: 3,
    reason: LOST,
    says: /^error: the output cannot be written: [^\n]*ENOSPC[^\n]*\n$/,
    breaks: "full disk",
    noticedByWriting: true,
  },
  "a reader of stdout that has gone": {
    exitCode: 130,
    reason: LOST,
    says: /^$/,
    closes: true,
    noticedByWriting: true,
  },
  "an exception of our own": {
    exitCode: 70,
    reason: BUG,
    says: /this is a bug of review/,
    breaks: "exception",
  },
  "a rejection of our own": {
    exitCode: 70,
    reason: BUG,
    says: /this is a bug of review/,
    breaks: "rejection",
  },
};
const IN_SHORT = [
  "SIGQUIT, sweep",
  "a closed terminal, bundle",
  "a closed terminal that sends no signal, sweep",
  "a disk that is full under stdout, checks",
  "a reader of stdout that has gone, sweep",
  "an exception of our own, stubborn sweep",
];

/**
 * What is ended: its arguments, how many processes note themselves, and how many runs are then open. A sweep over nine
 * pairs with four jobs has judged two of one.md, and is at work on two of each other note.
 * @type {Record<string, { args: readonly string[], atWork: number, open: number, told: boolean }>}
 */
const COMMANDS = {
  bundle: { args: ["bundle", "notes/two.md", "prose", ...REVIEWER], atWork: 2, open: 1, told: false },
  sweep: {
    args: ["sweep", "--all-gates", ...REVIEWER, "--jobs", "4", "--batch-size", "1"],
    atWork: 8,
    open: 4,
    told: true,
  },
  checks: {
    args: ["sweep", "--all-gates", "--runner", "checks", TRUSTED, "--jobs", "4", "--batch-size", "1"],
    atWork: 8,
    open: 4,
    told: true,
  },
};

/** From too few for a ledger to enough for a reviewer. */
const FILE_LIMITS = Array.from({ length: 16 }, (_, index) => 18 + index);

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "endings",
  title: "however a command ends, its reviewers are ended, no run of it is open, and its exit code is true",
  jobs: 2,
  *trials({ size }) {
    for (const [kind, ending] of Object.entries(ENDINGS)) {
      for (const [command, { told }] of Object.entries(COMMANDS)) {
        // A bundle writes nothing before its run has ended.
        if (ending.noticedByWriting && !told) continue;
        for (const isStubborn of [false, true]) {
          const name = `${kind}, ${isStubborn ? "stubborn " : ""}${command}`;
          if (size === "long" || IN_SHORT.includes(name))
            yield { name, run: (context) => end(context, ending, command, isStubborn) };
        }
      }
    }
    yield { name: "no descriptors for some reviewers", run: (context) => meetShortage(context, 3) };
    yield { name: "no descriptors for any reviewer", run: (context) => meetShortage(context, 1_000) };
    for (const limit of size === "long" ? FILE_LIMITS : FILE_LIMITS.slice(4, 6))
      yield { name: `at most ${limit} open files`, run: (context) => meetLimit(context, limit) };
  },
};

/**
 * @param {import("./proof.mjs").TrialContext} context
 * @param {Ending} ending @param {string} command @param {boolean} isStubborn
 */
async function end({ folder, count }, ending, command, isStubborn) {
  if (ending.breaks === "full disk" && !existsSync("/dev/full")) throw new CannotTry("there is no /dev/full");
  const { args = [], atWork = 0, open = 0 } = COMMANDS[command] ?? {};
  const root = join(folder, "tree");
  const book = join(folder, "book");
  const reviewer = [process.execPath, program("endless.mjs"), book, ...(isStubborn ? ["--stubborn"] : [])];
  makeKnowledgeBase(root, { command: reviewer, files: command === "checks" ? checkGates(reviewer) : {} });
  const { environment, look, drop } = await placeOfTree(root);
  const isAtWork = () => linesOf(book).length >= atWork;
  try {
    const ran = await (ending.terminal
      ? endTerminal(ending.terminal, { root, book, args, atWork, environment })
      : endProcess(ending, { root, book, args, atWork, environment, isAtWork }));
    if (!isAtWork()) throw new Error(`the reviewers did not come to work: ${ran.stdout}\n${ran.stderr}`);
    if (ran.exitCode !== ending.exitCode) {
      throw new Error(
        `exit ${ran.exitCode} ${ran.signal ?? ""} instead of ${ending.exitCode}: ${ran.stderr}`,
      );
    }
    if (ending.says && !ending.says.test(ran.stderr)) throw new Error(`it said: ${ran.stderr}`);
    await requireGone(linesOf(book).map(Number));
    const file = await look(join(folder, "seen"));
    await checkLedger(file);
    requireEndedRuns(file, ending, open);
    const told = requireKept(file, ran.stdout);
    await drop();
    count("commands ended");
    count("processes of reviewers that are gone", linesOf(book).length);
    count("completed runs that were told and are kept", told);
  } finally {
    for (const pid of linesOf(book).map(Number)) if (isRunning(pid)) process.kill(pid, "SIGKILL");
  }
}

/** The gates of the tree, as checks. @param {readonly string[]} command @returns {Record<string, string>} */
function checkGates(command) {
  const text = `---\ncheck: ${JSON.stringify(command)}\n---\n# A check\n\nIs it so?\n`;
  return Object.fromEntries(
    ["prose/clarity", "prose/brevity", "claims/title"].map((gate) => [`gates/${gate}.md`, text]),
  );
}

/** @typedef {{ root: string, book: string, args: readonly string[], atWork: number, environment: Readonly<Record<string, string>> }} Task */

/** @param {Ending} ending @param {Task & { isAtWork: () => boolean }} task */
async function endProcess(
  { signals = [], breaks = "", closes },
  { root, book, args, atWork, environment, isAtWork },
) {
  return runNode([REVIEW_NESTED, ...args, "--json"], {
    cwd: root,
    preload: "break-down.mjs",
    environment: { ...environment, PROVE_BREAK: breaks, PROVE_WHEN: book, PROVE_LINES: String(atWork) },
    started: async (child) => {
      while (!isAtWork() && child.exitCode === null && child.signalCode === null) await setTimeout(20);
      for (const signal of signals) child.kill(signal);
      if (!closes) return;
      child.stdout?.destroy();
      writeFileSync(`${book}.go`, "");
    },
  });
}

/** @param {"controlling" | "other"} terminal @param {Task} task */
async function endTerminal(terminal, { root, book, args, atWork, environment }) {
  const command = [process.execPath, REVIEW_NESTED, ...args];
  const python = [program("in-terminal.py"), terminal, book, String(atWork), ...command];
  const ran = await runProgram("python3", python, {
    cwd: root,
    environment: { ...environment, TERM: "xterm" },
  }).catch((error) => {
    throw error.code === "ENOENT" ? new CannotTry("there is no python3, which makes the terminal") : error;
  });
  if (ran.exitCode !== 0) throw new Error(`in-terminal.py: ${ran.stderr}`);
  return { stdout: "", stderr: "", exitCode: Number(ran.stdout), signal: null };
}

/** @param {string} file @returns {string[]} */
function linesOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
}

/** What was killed takes a moment to be gone. @param {readonly number[]} pids */
async function requireGone(pids) {
  for (let waited = 0; pids.some(isRunning); waited += 50) {
    if (waited > 5_000) throw new Error(`still at work: ${pids.filter(isRunning).join(", ")}`);
    await setTimeout(50);
  }
}

/** @param {string} file @param {Ending} ending @param {number} open how many runs were open when the end came */
function requireEndedRuns(file, { reason, noticedByWriting }, open) {
  const runs = query(file, "SELECT status, note_path, failure_reason FROM review_runs");
  const failed = runs.filter(({ status }) => status === "failed");
  if (runs.some(({ status }) => status === "running")) throw new Error(`left open: ${JSON.stringify(runs)}`);
  // Where an answer had to be told first, that run is completed.
  const isRight = noticedByWriting ? failed.length > 0 : failed.length === open;
  if (!isRight || failed.some(({ failure_reason }) => !reason.test(failure_reason)))
    throw new Error(`${open} runs were open, these failed: ${JSON.stringify(failed)}`);
}

/** Of what was told before the end nothing is missing; how many runs that were. @param {string} file @param {string} stdout */
function requireKept(file, stdout) {
  const told = stdout
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === "run-completed");
  for (const { runId } of told) {
    const [run] = query(file, "SELECT status FROM review_runs WHERE id = ?", runId);
    if (run?.status !== "completed")
      throw new Error(`run ${runId} was told to be completed, it is ${run?.status}`);
  }
  return told.length;
}

await runAsProgram(import.meta, proof);
