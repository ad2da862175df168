// Whole commands, killed: around every SQL statement or message to the server, and at random moments.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkLedger, query, rowsOf } from "./check-ledger.mjs";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { makeKnowledgeBase, PAIRS, REVIEWER } from "./knowledge-base.mjs";
import { placeOfCopy, placeOfTree } from "./ledger-place.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runNode } from "./run-process.mjs";
import { isOnServer } from "./server.mjs";

/**
 * @typedef {object} KilledCommand
 * @property {readonly string[]} args
 * @property {readonly (readonly string[])[]} [before] commands that bring the tree to where it begins
 * @property {boolean} [isInShort] it stands for the others in the short version
 * @property {(file: string) => boolean} [isDone] whether the ledger says that it was done; then it conflicts (exit 4)
 * @property {(file: string) => void} [afterwards] throws unless the second, undisturbed run made everything good
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
    isDone: (file) => rowsOf(file).gate_reviews?.length === 2,
  },
  "review-split finalize": {
    args: finalize,
    before: [create, write],
    isDone: (file) => query(file, "SELECT status FROM review_runs")[0]?.status === "completed",
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
    const place = await placeOfTree(fresh);
    const tree = { root: fresh, place };
    for (const args of command.before ?? []) await mustSucceed(args, inTree(tree));

    const undisturbed = await copyTree(tree, join(folder, `${name}, undisturbed`));
    const { statements, ms } = await countStatements(command.args, inTree(undisturbed));

    const amount = isShort ? 1 : 160;
    for (const point of killPoints(statements, random.sample, amount)) {
      const what = `${name}, killed ${point.replace(":", " statement ")} of ${statements}`;
      // Messages to the server are sent as answers come: of two jobs at once not always as many.
      const killIn = (/** @type {Tree} */ copy) =>
        killedAt(point, command.args, { ...inTree(copy), mayEnd: isOnServer });
      yield kill(what, tree, command, killIn);
    }
    for (let index = 0; index < (isShort ? 1 : 40); index += 1) {
      const after = Math.round(random.next() * ms);
      const killLater = (/** @type {import("node:child_process").ChildProcess} */ child) => {
        const timer = setTimeout(() => child.kill("SIGKILL"), after);
        child.once("exit", () => clearTimeout(timer));
      };
      const what = `${name}, killed after ${after} of about ${Math.round(ms)} ms`;
      const killIn = (/** @type {Tree} */ copy) =>
        runNode(command.args, { ...inTree(copy), started: killLater });
      yield kill(what, tree, command, killIn, askDoctor);
    }
  }
}

/** A tree and where its ledger is. @typedef {{ root: string, place: import("./ledger-place.mjs").LedgerPlace }} Tree */

/** For a command in a tree. @param {Tree} tree */
const inTree = ({ root, place }) => ({ cwd: root, environment: place.environment });

/** @param {Tree} tree @param {string} root that is not there yet @returns {Promise<Tree>} */
async function copyTree(tree, root) {
  cpSync(tree.root, root, { recursive: true });
  return { root, place: await placeOfCopy(tree.place, root) };
}

/**
 * @param {string} name
 * @param {Tree} fresh the tree before it
 * @param {KilledCommand} command
 * @param {(tree: Tree) => Promise<import("./run-process.mjs").Ran>} runAndKill
 * @param {(tree: Tree, context: import("./proof.mjs").TrialContext) => Promise<void>} [atLast]
 * @returns {import("./proof.mjs").Trial}
 */
function kill(name, fresh, { args, isDone = () => false, afterwards }, runAndKill, atLast) {
  return {
    name,
    run: async (context) => {
      const { folder, count } = context;
      const tree = await copyTree(fresh, join(folder, "tree"));
      const { signal } = await runAndKill(tree);
      count(signal === null ? "commands that ended before the kill" : "kills");

      // Looked at in a copy: whoever opens a ledger recovers it, and the next command is to find it as it was left.
      const left = await tree.place.look(join(folder, "left"));
      await checkLedger(left);
      const runs = rowsOf(left).review_runs ?? [];
      const running = runs.filter(({ status }) => status === "running").length;
      if (!args.includes("create") && running > 0) count("runs left running", running);

      const again = await runNode(args, inTree(tree));
      const expected = isDone(left) ? 4 : 0;
      if (again.exitCode !== expected) throw new Error(`made again: exit ${again.exitCode}: ${again.stderr}`);
      count("commands that went on");
      const end = await tree.place.look(join(folder, "end"));
      await checkLedger(end);
      afterwards?.(end);
      await atLast?.(tree, context);
      await tree.place.drop();
    },
  };
}

/** As a person would look at it. @param {Tree} tree @param {import("./proof.mjs").TrialContext} context */
async function askDoctor(tree, { count }) {
  const { stdout } = await runNode([REVIEW_NESTED, "doctor", "--verify", "--json"], inTree(tree));
  /** @type {{ section: string, level: string }[]} */
  const diagnoses = JSON.parse(stdout).diagnoses;
  const problems = diagnoses.filter(({ section, level }) => section === "Ledger" && level === "problem");
  if (problems.length > 0) throw new Error(`doctor: ${JSON.stringify(problems)}`);
  count("visits of the doctor");
}

/** What was accepted before the kill was kept, and not reviewed again. @param {string} file */
function requireEveryPairOnce(file) {
  const [found] = query(
    file,
    "SELECT count(*) AS events, count(DISTINCT note_path || ' ' || gate_id) AS pairs FROM acceptance_events",
  );
  if (found?.events !== PAIRS || found?.pairs !== PAIRS)
    throw new Error(`accepted: ${JSON.stringify(found)}`);
}

/** @param {readonly string[]} args @param {ReturnType<typeof inTree>} options */
async function mustSucceed(args, options) {
  const { exitCode, stderr } = await runNode(args, options);
  if (exitCode !== 0) throw new Error(`${args.join(" ")}: exit ${exitCode}: ${stderr}`);
}
