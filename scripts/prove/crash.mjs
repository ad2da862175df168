// Kills processes (SIGKILL) before and after every SQL statement of every transition and of whole commands, and at
// random moments, and looks at what they leave behind.
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkFile, checkLedger, rowsOf } from "./check-ledger.mjs";
import { commandKills } from "./crash-commands.mjs";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { newPlace } from "./ledger-place.mjs";
import { program } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { isOnServer } from "./server.mjs";
import { CURRENT_VERSION, makeStep, TRANSITIONS } from "./transitions.mjs";

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "crash",
  title: "kill -9 at any moment leaves a sound ledger, all of a change or nothing of it, and work goes on",
  jobs: 2,
  async *trials(options) {
    const isShort = options.size === "short";
    for (const [name, { isInShort, isOfFiles }] of Object.entries(TRANSITIONS)) {
      if ((!isShort || isInShort) && !(isOnServer && isOfFiles)) yield* transitionKills(name, options);
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
  mkdirSync(join(at, "before"), { recursive: true });
  const fresh = await newPlace(join(at, "before", "ledger.sqlite"));
  await prepare?.(fresh.url);
  const before = stateOf(await fresh.look(join(at, "seen-before")), fresh.url);

  const undisturbed = await fresh.copy(join(at, "after"));
  const { environment } = undisturbed;
  const step = [program("transition.mjs"), undisturbed.url, name];
  const { statements, stdout } = await countStatements(step, { environment });
  if (stdout !== outcome) throw new Error(`${name} ended with ${stdout} instead of ${outcome}`);
  const after = stateOf(await undisturbed.look(join(at, "seen-after")), undisturbed.url);
  const check = isLater ? checkFile : checkLedger;

  for (const point of killPoints(statements, size === "long" ? undefined : random.sample, 2)) {
    yield {
      name: `${name}, killed ${point.replace(":", " statement ")} of ${statements}`,
      run: async (/** @type {import("./proof.mjs").TrialContext} */ { folder, count }) => {
        const ledger = await fresh.copy(join(folder, "original"));
        await killedAt(point, [program("transition.mjs"), ledger.url, name], {
          environment: ledger.environment,
        });
        count("kills");

        const copy = await ledger.look(join(folder, "copy"));
        await check(copy);
        const left = stateOf(copy, ledger.url);
        const isBefore = left === before;
        if (!isBefore && left !== after) throw new Error(`half of it is there: ${left}`);
        if (!isBefore) count("kills after the commit");

        const ended = await makeStep(name, ledger.url);
        if (ended !== (isBefore ? outcome : again)) throw new Error(`made again it ended with ${ended}`);
        const end = await ledger.look(join(folder, "end"));
        await check(end);
        if (isBefore && stateOf(end, ledger.url) !== after)
          throw new Error("made again it had another result");
        if (!isOnServer) checkBackup(end, before, ledger.url);
        await ledger.drop();
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
  const state = JSON.stringify(isOnServer ? filled.map(inOrder) : filled);
  return state.replaceAll(isOnServer ? writtenAt : dirname(writtenAt), "");

  /** A server gives no id twice, not even that of a row that was undone. @param {[string, Record<string, unknown>[]]} table */
  function inOrder([table, rows]) {
    return [table, rows.map((row) => Object.fromEntries(Object.entries(row).map(inPlaceOfId)))];

    /** @param {[string, unknown]} cell */
    function inPlaceOfId([column, value]) {
      const of = column === "id" ? table : ID_COLUMNS[column];
      const ids = filled.find(([name]) => name === of)?.[1].map(({ id }) => id);
      return [column, ids ? ids.indexOf(value) : value];
    }
  }
}

/** The columns that name a row of a table by its id. @type {Readonly<Record<string, string>>} */
const ID_COLUMNS = {
  review_run_id: "review_runs",
  accepted_review_id: "gate_reviews",
  gate_review_id: "gate_reviews",
  finding_id: "findings",
  continues_finding_id: "findings",
  acceptance_event_id: "acceptance_events",
  sample_id: "samples",
};

/** Whoever migrated has left a backup with the rows from before. @param {string} ledger @param {string} before @param {string} writtenAt */
function checkBackup(ledger, before, writtenAt) {
  const backup = `${ledger}.v${CURRENT_VERSION}.bak`;
  if (existsSync(backup) && stateOf(backup, writtenAt) !== before)
    throw new Error("the backup is not what was before");
  if (existsSync(`${backup}.tmp`)) throw new Error("an unfinished backup is left");
}

await runAsProgram(import.meta, proof);
