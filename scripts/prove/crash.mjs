// Kills processes (SIGKILL) before and after every SQL statement of every transition and of whole commands, and at
// random moments, and looks at what they leave behind.
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkFile, checkLedger, rowsOf } from "./check-ledger.mjs";
import { commandKills } from "./crash-commands.mjs";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { program } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { CURRENT_VERSION, makeStep, TRANSITIONS } from "./transitions.mjs";

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "crash",
  title: "kill -9 at any moment leaves a sound ledger, all of a change or nothing of it, and work goes on",
  jobs: 2,
  async *trials(options) {
    const isShort = options.size === "short";
    for (const [name, { isInShort }] of Object.entries(TRANSITIONS)) {
      if (!isShort || isInShort) yield* transitionKills(name, options);
    }
    yield* commandKills(options);
  },
};

/**
 * One trial per moment of a transition: killed there, the ledger is as before the transition or as after it, and the
 * same step made again has the outcome that belongs to where it is.
 * @param {string} name
 * @param {Parameters<import("./proof.mjs").Proof["trials"]>[0]} options
 */
async function* transitionKills(name, { size, random, folder }) {
  const { prepare, outcome = "done", again = "done", isLater = false } = TRANSITIONS[name] ?? {};
  const at = join(folder, name);
  const fresh = join(at, "before");
  mkdirSync(fresh, { recursive: true });
  await prepare?.(join(fresh, "ledger.sqlite"));
  const before = stateOf(join(fresh, "ledger.sqlite"));

  const undisturbed = join(at, "after");
  cpSync(fresh, undisturbed, { recursive: true });
  const path = join(undisturbed, "ledger.sqlite");
  const { statements, stdout } = await countStatements([program("transition.mjs"), path, name]);
  if (stdout !== outcome) throw new Error(`${name} ended with ${stdout} instead of ${outcome}`);
  const after = stateOf(path);
  const check = isLater ? checkFile : checkLedger;

  for (const point of killPoints(statements, size === "long" ? undefined : random.sample, 2)) {
    yield {
      name: `${name}, killed ${point.replace(":", " statement ")} of ${statements}`,
      run: async (/** @type {import("./proof.mjs").TrialContext} */ { folder, count }) => {
        const ledger = join(folder, "original", "ledger.sqlite");
        cpSync(fresh, dirname(ledger), { recursive: true });
        await killedAt(point, [program("transition.mjs"), ledger, name]);
        count("kills");

        // Looked at in a copy: whoever opens a ledger recovers it, and the next step is to find it as it was left.
        const copy = join(folder, "copy", "ledger.sqlite");
        cpSync(dirname(ledger), dirname(copy), { recursive: true });
        await check(copy);
        const left = stateOf(copy, ledger);
        const isBefore = left === before;
        if (!isBefore && left !== after) throw new Error(`half of it is there: ${left}`);
        if (!isBefore) count("kills after the commit");

        const ended = await makeStep(name, ledger);
        if (ended !== (isBefore ? outcome : again)) throw new Error(`made again it ended with ${ended}`);
        await check(ledger);
        if (isBefore && stateOf(ledger) !== after) throw new Error("made again it had another result");
        checkBackup(ledger, before);
      },
    };
  }
}

/**
 * All rows, to be compared; where the ledger lay when they were written, which stands in some messages, is left out.
 * @param {string} ledger
 */
function stateOf(ledger, writtenAt = ledger) {
  const filled = Object.entries(rowsOf(ledger)).filter(([, rows]) => rows.length > 0);
  return JSON.stringify(filled).replaceAll(dirname(writtenAt), "");
}

/** Whoever migrated has left a backup with the rows from before. @param {string} ledger @param {string} before */
function checkBackup(ledger, before) {
  const backup = `${ledger}.v${CURRENT_VERSION}.bak`;
  if (existsSync(backup) && stateOf(backup) !== before) throw new Error("the backup is not what was before");
  if (existsSync(`${backup}.tmp`)) throw new Error("an unfinished backup is left");
}

await runAsProgram(import.meta, proof);
