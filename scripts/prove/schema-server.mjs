// The schema of a ledger on a server: made and migrated once, whoever is killed at whatever moment; a later version is left alone, and
// what came in past all rules is found.
import { initScript } from "../../packages/db/dist/index.js";
import { migrations } from "../../packages/db/dist/postgres/schema/migrations/index.js";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { CannotTry } from "./proof.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runNode } from "./run-process.mjs";
import { runTogether } from "./run-together.mjs";
import { dropServerLedger, newServerDatabase, query } from "./server.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */
/** @typedef {import("./server.mjs").ServerLedger} ServerLedger */

const NEWEST = migrations.length;
const TEXT = "SELECT encode(sha256('kept'), 'hex')";

/** What stands in a database before somebody makes or migrates a ledger in it. @type {Record<string, (ledger: ServerLedger) => Promise<void>>} */
const BEFORE = {
  nothing: async () => undefined,
  "a ledger of the first version": async ({ owner, url }) => {
    const [made = ""] = (await initScript()).split(migrations[1]?.sql ?? "");
    const role = new URL(url).username;
    const grants = `GRANT USAGE ON SCHEMA review TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA review TO ${role}`;
    await query(owner, `${made}${grants}; COMMIT`);
    await query(owner, `INSERT INTO review.snapshots SELECT (${TEXT}), 'kept'`);
  },
};

/** @param {Pick<Parameters<import("./proof.mjs").Proof["trials"]>[0], "size" | "random">} options @returns {AsyncGenerator<import("./proof.mjs").Trial>} */
export async function* serverSchemaTrials({ size, random }) {
  const processes = size === "long" ? 16 : 4;
  for (const [what, prepare] of Object.entries(BEFORE)) {
    yield {
      name: `${processes} processes make a ledger of ${what}`,
      run: (context) => onDatabase(prepare, (ledger) => makeTogether(context, ledger, processes)),
    };
    const { statements } = await onDatabase(prepare, (ledger) =>
      countStatements(init(ledger), inProcess(ledger)),
    );
    for (const point of killPoints(statements, random.sample, size === "long" ? 40 : 2)) {
      yield {
        name: `a ledger is made of ${what}, killed ${point.replace(":", " message ")} of ${statements}`,
        run: (context) => onDatabase(prepare, (ledger) => killMaking(context, ledger, point)),
      };
    }
  }
  yield {
    name: "a ledger of a later version",
    run: (context) => onDatabase(BEFORE.nothing, (ledger) => meetLater(context, ledger)),
  };
  for (const [damage, sql] of Object.entries(DAMAGES).slice(0, size === "long" ? undefined : 2)) {
    yield {
      name: `a ledger with ${damage}`,
      run: (context) => onDatabase(BEFORE.nothing, (ledger) => findDamage(context, ledger, sql)),
    };
  }
}

/** @template T @param {((ledger: ServerLedger) => Promise<void>) | undefined} prepare @param {(ledger: ServerLedger) => Promise<T>} use */
async function onDatabase(prepare, use) {
  const ledger = await newServerDatabase();
  try {
    await prepare?.(ledger);
    return await use(ledger);
  } finally {
    await dropServerLedger(ledger);
  }
}

/** @param {ServerLedger} ledger */
const init = ({ owner, url }) => [REVIEW_NESTED, "ledger", "init", owner, "--grant", new URL(url).username];

/** @param {ServerLedger} ledger */
const inProcess = ({ url, port }) => ({ environment: { REVIEW_DB: url, PROVE_PORT: port } });

/** As a person would look at it, in the role that works in it. @param {ServerLedger} ledger @param {string} folder */
async function requireSound(ledger, folder) {
  const doctor = [REVIEW_NESTED, "doctor", "--verify", "--json"];
  const { stdout } = await runNode(doctor, { cwd: folder, ...inProcess(ledger) });
  /** @type {{ diagnoses: { section: string, level: string }[] }} */
  const { diagnoses } = JSON.parse(stdout);
  const problems = diagnoses.filter(({ section, level }) => section === "Ledger" && level === "problem");
  if (problems.length > 0) throw new Error(`doctor: ${JSON.stringify(problems)}`);
  requireEnd(
    await runNode([REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER], {
      cwd: folder,
      ...inProcess(ledger),
    }),
    0,
  );
}

/** @param {Context} context @param {ServerLedger} ledger @param {number} processes */
async function makeTogether({ folder, count }, ledger, processes) {
  makeKnowledgeBase(folder);
  const kept = await keptIn(ledger);
  const ran = await runTogether({ cwd: folder, ...inProcess(ledger) }, processes, [
    ...init(ledger),
    "--json",
  ]);
  const broken = ran.find(({ exitCode }) => exitCode !== 0);
  if (broken) throw new Error(`exit ${broken.exitCode}: ${broken.stderr}`);
  const makers = ran.filter(({ stdout }) => JSON.parse(stdout).before < NEWEST);
  if (makers.length !== 1) throw new Error(`${makers.length} say that they made it`);
  if ((await keptIn(ledger)) !== kept) throw new Error("another text is there");
  await requireSound(ledger, folder);
  count("processes that made or migrated a ledger at once", processes);
}

/** How many texts are there. @param {ServerLedger} ledger */
async function keptIn({ owner }) {
  const [found] = await query(owner, "SELECT to_regclass('review.snapshots') IS NOT NULL AS there");
  return found?.there ? JSON.stringify(await query(owner, "SELECT sha, text FROM review.snapshots")) : "[]";
}

/** @param {Context} context @param {ServerLedger} ledger @param {string} point */
async function killMaking({ folder, count }, ledger, point) {
  makeKnowledgeBase(folder);
  const kept = await keptIn(ledger);
  await killedAt(point, init(ledger), inProcess(ledger));
  count("kills of who made or migrated a ledger");
  requireEnd(await runNode(init(ledger), inProcess(ledger)), 0);
  if ((await keptIn(ledger)) !== kept) throw new Error("another text is there");
  await requireSound(ledger, folder);
}

/** @param {Context} context @param {ServerLedger} ledger */
async function meetLater({ folder, count }, ledger) {
  makeKnowledgeBase(folder);
  requireEnd(await runNode(init(ledger)), 0);
  await query(ledger.owner, `INSERT INTO review.ledger_migrations VALUES (${NEWEST + 1}, 'x', 'x', 'x')`);
  for (const args of [
    [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER],
    [REVIEW_SPLIT, "stale", "--all-gates", "--model", "opus"],
    [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER],
    [REVIEW_NESTED, "runs"],
    init(ledger),
  ]) {
    requireEnd(await runNode(args, { cwd: folder, ...inProcess(ledger) }), 3, /update review/);
    count("commands that left a later ledger alone");
  }
  const [found] = await query(ledger.owner, "SELECT count(*)::int AS rows FROM review.review_runs");
  if (found?.rows !== 0) throw new Error("something was recorded");
}

/** What no role can do as long as triggers are on; what a check refuses nobody can do at all. */
const DAMAGES = {
  "an acceptance of a failed run":
    "UPDATE review_runs SET status = 'failed', failure_reason = 'x' WHERE id = 1",
  "a missing acceptance": "DELETE FROM acceptance_events WHERE id = 1",
  "another partition in a review": "UPDATE gate_reviews SET model_id = 'other' WHERE id = 1",
  "another partition in an acceptance": "UPDATE acceptance_events SET model_id = 'other' WHERE id = 1",
  "a missing text":
    "DELETE FROM snapshots WHERE sha = (SELECT reviewed_note_sha FROM review_runs WHERE id = 1)",
  "a review of another version": "UPDATE gate_reviews SET gate_sha = reviewed_note_sha WHERE id = 1",
  "an acceptance that became a withdrawal":
    "UPDATE acceptance_events SET acceptance_kind = 'withdrawn', remark = 'so' WHERE id = 1",
};

/** @param {Context} context @param {ServerLedger} ledger @param {string} damage */
async function findDamage({ folder, count }, ledger, damage) {
  makeKnowledgeBase(folder);
  requireEnd(await runNode(init(ledger)), 0);
  const options = { cwd: folder, ...inProcess(ledger) };
  requireEnd(await runNode([REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER], options), 0);
  const pastTheRules = `SET session_replication_role = replica; SET search_path = review; ${damage}`;
  await query(ledger.owner, pastTheRules).catch((error) => {
    throw error.code === "42501" ? new CannotTry("only a superuser can switch the rules off") : error;
  });
  const ran = await runNode([REVIEW_NESTED, "doctor", "--verify"], options);
  requireEnd(ran, 1);
  if (!/problem +[1-9]\d* (?:violation|row)/.test(ran.stdout))
    throw new Error(`it was not found: ${ran.stdout}`);
  count("kinds of damage found by doctor --verify");
}
