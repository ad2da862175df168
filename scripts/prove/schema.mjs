// Ledgers of other versions: earlier ones are migrated once, with a backup, whoever comes at whatever moment; later ones
// and foreign ones keep every byte; and what came in past all rules is found.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { checkLedger, query, rowsOf } from "./check-ledger.mjs";
import { countStatements, killedAt, killPoints } from "./kill-points.mjs";
import { ledgerOf, makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REPOSITORY, REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";
import { runTogether } from "./run-together.mjs";
import { serverSchemaTrials } from "./schema-server.mjs";
import { isOnServer } from "./server.mjs";
import { CURRENT_VERSION, TRANSITIONS } from "./transitions.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

const FIXTURES = join(REPOSITORY, "packages/db/test/fixtures");
const CREATE = [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER];
const MIGRATE = "migrate to a later version";

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "schema",
  title: "ledgers of earlier versions are migrated once, those of later ones are left alone, damage is found",
  jobs: 2,
  async *trials({ size, random, folder }) {
    if (isOnServer) return yield* serverSchemaTrials({ size, random });
    const processes = size === "long" ? 16 : 4;
    yield {
      name: `${processes} processes migrate one ledger`,
      run: (context) => migrateTogether(context, processes),
    };
    yield { name: "a ledger of a later version", run: (context) => meetLaterVersion(context, size) };
    for (const name of readdirSync(FIXTURES).filter((file) => /^ledger-v\d+\.sql$/.test(file))) {
      yield { name: `a copy of ${name}`, run: (context) => migrateCopy(context, name) };
      if (size === "short") continue;
      const fresh = join(folder, name);
      restore(fresh, name);
      cpSync(fresh, `${fresh}-counted`, { recursive: true });
      const { statements } = await countStatements(CREATE, { cwd: `${fresh}-counted` });
      for (const point of killPoints(statements, random.sample, 60)) {
        yield {
          name: `a copy of ${name}, killed ${point.replace(":", " statement ")} of ${statements} of its first use`,
          run: (context) => killMigration(context, fresh, point),
        };
      }
    }
    for (const [damage, sql] of Object.entries(DAMAGES).slice(0, size === "long" ? undefined : 1)) {
      yield { name: `a ledger with ${damage}`, run: (context) => findDamage(context, sql) };
    }
  },
};

/** A tree with the ledger that a fixture describes. @param {string} root @param {string} fixture */
function restore(root, fixture) {
  makeKnowledgeBase(root);
  mkdirSync(join(root, ".review"), { mode: 0o700 });
  const database = new Database(ledgerOf(root));
  database.exec(readFileSync(join(FIXTURES, fixture), "utf8"));
  database.close();
}

/** @param {Context} context @param {number} processes */
async function migrateTogether({ folder, count }, processes) {
  const ledger = join(folder, "ledger.sqlite");
  await TRANSITIONS[MIGRATE]?.prepare(ledger);
  const before = JSON.stringify(rowsOf(ledger));
  const ran = await runTogether({ cwd: folder }, processes, [program("transition.mjs"), ledger, MIGRATE]);
  const broken = ran.find(({ stdout }) => stdout !== "done");
  if (broken) throw new Error(`${broken.stdout} ${broken.stderr}`);
  const versions = query(ledger, "SELECT version FROM ledger_migrations");
  if (versions.length !== CURRENT_VERSION + 1) throw new Error(`migrations: ${JSON.stringify(versions)}`);
  requireBackup(ledger, CURRENT_VERSION, before);
  // And once more: nothing happens.
  const bytes = readFileSync(ledger);
  const again = await runNode([program("transition.mjs"), ledger, MIGRATE]);
  if (again.stdout !== "done" || !readFileSync(ledger).equals(bytes))
    throw new Error("the second time it changed something");
  count("processes that migrated at once", processes);
}

/** @param {string} ledger @param {number} version @param {string} rows */
function requireBackup(ledger, version, rows) {
  const backup = `${ledger}.v${version}.bak`;
  if ((statSync(backup).mode & 0o777) !== 0o600) throw new Error("others can read the backup");
  if (JSON.stringify(rowsOf(backup)) !== rows) throw new Error("the backup is not what was before");
  if (existsSync(`${backup}.tmp`)) throw new Error("an unfinished backup is left");
}

/** @param {Context} context @param {import("./proof.mjs").Size} size */
async function meetLaterVersion({ folder, count }, size) {
  makeKnowledgeBase(folder);
  requireEnd(await runNode(CREATE, { cwd: folder }), 0);
  const database = new Database(ledgerOf(folder));
  database.pragma(`user_version = ${CURRENT_VERSION + 1}`);
  database.pragma("journal_mode = DELETE");
  database.close();
  const bytes = readFileSync(ledgerOf(folder));
  const commands = [
    CREATE,
    [REVIEW_SPLIT, "stale", "--all-gates", "--model", "opus"],
    [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER],
    [REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER],
    [REVIEW_NESTED, "runs"],
    [REVIEW_SPLIT, "finalize", "--run", "1"],
  ];
  for (const args of commands.slice(0, size === "long" ? undefined : 2)) {
    requireEnd(await runNode(args, { cwd: folder }), 3, /update review/);
    if (!readFileSync(ledgerOf(folder)).equals(bytes)) throw new Error(`${args} changed the ledger`);
    count("commands that left a later ledger alone");
  }
}

/** @param {Context} context @param {string} fixture */
async function migrateCopy({ folder, count }, fixture) {
  restore(folder, fixture);
  const ledger = ledgerOf(folder);
  const before = JSON.stringify(rowsOf(ledger));
  const runs = rowsOf(ledger).review_runs?.length ?? 0;
  requireEnd(await runNode(CREATE, { cwd: folder }), 0);
  const version = Number(/\d+/.exec(fixture));
  if (version < CURRENT_VERSION) requireBackup(ledger, version, before);
  await checkLedger(ledger);
  if (rowsOf(ledger).review_runs?.length !== runs + 1) throw new Error("a run is missing");
  requireEnd(await runNode([REVIEW_NESTED, "doctor", "--verify"], { cwd: folder }), 0);

  // The way back: the backup takes the ledger's place, and is migrated in its turn.
  if (version < CURRENT_VERSION) {
    copyFileSync(`${ledger}.v${version}.bak`, ledger);
    requireEnd(await runNode(CREATE, { cwd: folder }), 0);
    await checkLedger(ledger);
  }
  count("copies of released versions migrated");
}

/** @param {Context} context @param {string} fresh @param {string} point */
async function killMigration({ folder, count }, fresh, point) {
  cpSync(fresh, folder, { recursive: true });
  const before = JSON.stringify(rowsOf(ledgerOf(folder)));
  await killedAt(point, CREATE, { cwd: folder });
  count("kills of a migrating command");
  requireEnd(await runNode(CREATE, { cwd: folder }), 0);
  await checkLedger(ledgerOf(folder));
  const version = Number(/\d+/.exec(basename(fresh)));
  if (version < CURRENT_VERSION) requireBackup(ledgerOf(folder), version, before);
}

/** What no function of ours and no raw SQL can do: the rules were off. */
const DAMAGES = {
  "an acceptance of a failed run":
    "UPDATE review_runs SET status = 'failed', failure_reason = 'x' WHERE id = 1",
  "a missing acceptance": "DELETE FROM acceptance_events WHERE id = 1",
  "another partition in a review": "UPDATE gate_reviews SET model_id = 'other' WHERE id = 1",
  "another partition in an acceptance": "UPDATE acceptance_events SET model_id = 'other' WHERE id = 1",
  "a changed text": "UPDATE snapshots SET text = text || ' '",
  "a missing text":
    "DELETE FROM snapshots WHERE sha = (SELECT reviewed_note_sha FROM review_runs WHERE id = 1)",
  "a review of another version": "UPDATE gate_reviews SET gate_sha = reviewed_note_sha WHERE id = 1",
  "a completed run without an end": "UPDATE review_runs SET completed_at = NULL WHERE id = 1",
  "an acceptance that became a withdrawal":
    "UPDATE acceptance_events SET acceptance_kind = 'withdrawn' WHERE id = 1",
  "a local time": "UPDATE review_runs SET started_at = '2026-03-01 12:00' WHERE id = 1",
};

/** @param {Context} context @param {string} damage */
async function findDamage({ folder, count }, damage) {
  makeKnowledgeBase(folder);
  requireEnd(
    await runNode([REVIEW_NESTED, "bundle", "notes/one.md", "prose", ...REVIEWER], { cwd: folder }),
    0,
  );
  const database = new Database(ledgerOf(folder));
  database.pragma("foreign_keys = OFF");
  database.pragma("ignore_check_constraints = ON");
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  const each = /** @type {{ name: string, sql: string }[]} */ (triggers);
  for (const { name } of each) database.exec(`DROP TRIGGER ${name}`);
  const { changes } = database.prepare(damage).run();
  for (const { sql } of each) database.exec(sql);
  database.close();
  if (changes === 0) throw new Error("nothing was damaged");
  const ran = await runNode([REVIEW_NESTED, "doctor", "--verify"], { cwd: folder });
  requireEnd(ran, 1);
  if (!/problem +[1-9]\d* (?:violation|row)/.test(ran.stdout))
    throw new Error(`it was not found: ${ran.stdout}`);
  count("kinds of damage found by doctor --verify");
}

await runAsProgram(import.meta, proof);
