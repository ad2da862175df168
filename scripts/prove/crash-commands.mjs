// Whole commands, killed: around every SQL statement, and at random moments.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkLedger, query, rowsOf } from "./check-ledger.mjs";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { ledgerOf, makeKnowledgeBase, PAIRS, REVIEWER } from "./knowledge-base.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runNode } from "./run-process.mjs";

/**
 * @typedef {object} KilledCommand
 * @property {readonly string[]} args
 * @property {readonly (readonly string[])[]} [before] commands that bring the tree to where it begins
 * @property {boolean} [isInShort] it stands for the others in the short version
 * @property {(root: string) => boolean} [isDone] whether the ledger says that it was done; then it conflicts (exit 4)
 * @property {(root: string) => void} [afterwards] throws unless the second, undisturbed run made everything good
 */

const create = [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER];
const write = [
  ...[REVIEW_SPLIT, "write", "--run", "1", "--gate", "prose/brevity", "--file", "review.md"],
  ...["--gate", "prose/clarity", "--file", "review.md"],
];
const finalize = [REVIEW_SPLIT, "finalize", "--run", "1", "--actual-model", "claude-opus-4-8"];
const sweep = [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER, "--batch-size", "2", "--jobs", "2"];
const REVIEW = "### Summary\nClear.\n\n### Findings\nNone.\n\n## Result: PASS\n";

/** @type {Record<string, KilledCommand>} */
const COMMANDS = {
  "review-split create": { args: create },
  "review-split write": {
    args: write,
    before: [create],
    isDone: (root) => rowsOf(ledgerOf(root)).gate_reviews?.length === 2,
  },
  "review-split finalize": {
    args: finalize,
    before: [create, write],
    isDone: (root) => query(ledgerOf(root), "SELECT status FROM review_runs")[0]?.status === "completed",
  },
  "review-nested bundle": { args: [REVIEW_NESTED, "bundle", "notes/two.md", "prose", ...REVIEWER] },
  "review-nested sweep by gate": { args: sweep, isInShort: true, afterwards: requireEveryPairOnce },
  "review-nested sweep by note": { args: [...sweep, "--group-by", "note"], afterwards: requireEveryPairOnce },
};

/** @param {Parameters<import("./proof.mjs").Proof["trials"]>[0]} options */
export async function* commandKills({ size, random, folder }) {
  const isShort = size === "short";
  for (const [name, command] of Object.entries(COMMANDS)) {
    if (isShort && !command.isInShort) continue;
    const fresh = join(folder, name);
    mkdirSync(fresh);
    makeKnowledgeBase(fresh, { files: { "review.md": REVIEW } });
    writeFileSync(join(fresh, ".gitignore"), ".review\n");
    for (const args of command.before ?? []) await mustSucceed(args, fresh);

    const undisturbed = join(folder, `${name}, undisturbed`);
    cpSync(fresh, undisturbed, { recursive: true });
    const { statements, ms } = await countStatements(command.args, { cwd: undisturbed });

    const amount = isShort ? 1 : 160;
    for (const point of killPoints(statements, random.sample, amount)) {
      const what = `${name}, killed ${point.replace(":", " statement ")} of ${statements}`;
      yield kill(what, fresh, command, (cwd) => killedAt(point, command.args, { cwd }));
    }
    for (let index = 0; index < (isShort ? 1 : 40); index += 1) {
      const after = Math.round(random.next() * ms);
      const killLater = (/** @type {import("node:child_process").ChildProcess} */ child) => {
        const timer = setTimeout(() => child.kill("SIGKILL"), after);
        child.once("exit", () => clearTimeout(timer));
      };
      const what = `${name}, killed after ${after} of about ${Math.round(ms)} ms`;
      const trial = kill(what, fresh, command, (cwd) => runNode(command.args, { cwd, started: killLater }));
      /** @param {import("./proof.mjs").TrialContext} context */
      const run = (context) => trial.run(context).then(() => askDoctor(context));
      yield { name: what, run };
    }
  }
}

/**
 * @param {string} name
 * @param {string} fresh the tree before it
 * @param {KilledCommand} command
 * @param {(cwd: string) => Promise<import("./run-process.mjs").Ran>} runAndKill
 * @returns {import("./proof.mjs").Trial}
 */
function kill(name, fresh, { args, isDone = () => false, afterwards }, runAndKill) {
  return {
    name,
    run: async ({ folder, count }) => {
      const root = treeIn(folder);
      cpSync(fresh, root, { recursive: true });
      const { signal } = await runAndKill(root);
      count(signal === null ? "commands that ended before the kill" : "kills");

      // Looked at in a copy: whoever opens a ledger recovers it, and the next command is to find it as it was left.
      const copy = join(folder, "copy");
      cpSync(root, copy, { recursive: true });
      await checkLedger(ledgerOf(copy));
      const runs = rowsOf(ledgerOf(copy)).review_runs ?? [];
      const left = runs.filter(({ status }) => status === "running").length;
      if (!args.includes("create") && left > 0) count("runs left running", left);

      const again = await runNode(args, { cwd: root });
      const expected = isDone(copy) ? 4 : 0;
      if (again.exitCode !== expected) throw new Error(`made again: exit ${again.exitCode}: ${again.stderr}`);
      count("commands that went on");
      await checkLedger(ledgerOf(root));
      afterwards?.(root);
    },
  };
}

/** @param {string} folder of a trial */
const treeIn = (folder) => join(folder, "tree");

/** As a person would look at it. @param {import("./proof.mjs").TrialContext} context */
async function askDoctor({ folder, count }) {
  const { stdout } = await runNode([REVIEW_NESTED, "doctor", "--verify", "--json"], { cwd: treeIn(folder) });
  /** @type {{ section: string, level: string }[]} */
  const diagnoses = JSON.parse(stdout).diagnoses;
  const problems = diagnoses.filter(({ section, level }) => section === "Ledger" && level === "problem");
  if (problems.length > 0) throw new Error(`doctor: ${JSON.stringify(problems)}`);
  count("visits of the doctor");
}

/** What was accepted before the kill was kept, and not reviewed again. @param {string} root */
function requireEveryPairOnce(root) {
  const [found] = query(
    ledgerOf(root),
    "SELECT count(*) AS events, count(DISTINCT note_path || ' ' || gate_id) AS pairs FROM acceptance_events",
  );
  if (found?.events !== PAIRS || found?.pairs !== PAIRS)
    throw new Error(`accepted: ${JSON.stringify(found)}`);
}

/** @param {readonly string[]} args @param {string} cwd */
async function mustSucceed(args, cwd) {
  const { exitCode, stderr } = await runNode(args, { cwd });
  if (exitCode !== 0) throw new Error(`${args.join(" ")}: exit ${exitCode}: ${stderr}`);
}
