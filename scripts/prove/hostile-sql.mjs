// A hostile caller with a plain SQLite shell: random inserts, updates and deletes on every table, with foreign keys
// on or off. After each statement that is not refused no bad state is there, and what never changes is as it was.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { isSqliteError } from "../../packages/db/dist/sqlite/driver/sqlite-errors.js";
import { INVARIANTS } from "../../packages/db/dist/sqlite/integrity/sqlite-invariants.js";
import { ACCEPTING_TRIGGER } from "../../packages/db/dist/sqlite/schema/migrations/0014-accepted-with-its-run.js";
import { withoutTriggers } from "../../packages/db/dist/sqlite/schema/without-triggers.js";
import { BAD_STATES } from "./check-ledger.mjs";
import { everyState } from "./every-state.mjs";
import { ADDED, becameBad, changedOf, NOT_REFUSED, whatNeverChanges } from "./hostile-ledger.mjs";
import { serverTrials } from "./hostile-sql-server.mjs";
import { mostlyAbout, statements } from "./random-statements.mjs";
import { withLedger } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { isOnServer } from "./server.mjs";

/** The schema cannot change here, and is dear to compare. */
const rules = INVARIANTS.filter(
  ({ name, sql }) => !NOT_REFUSED.includes(name) && !sql.includes("expected_schema"),
);

const FIXED = whatNeverChanges({
  row: (columns) => `json_array(${columns})`,
  list: (each) => `json_group_array(${each})`,
  place: "rowid",
});

const TRIGGERS = `SELECT name, tbl_name AS "table" FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "hostile-sql",
  title: "random SQL by a hostile caller cannot make a bad state or change what never changes",
  jobs: 2,
  async *trials({ size, folder }) {
    if (isOnServer) return yield* serverTrials(size);
    const image = await makeLedger(join(folder, "ledger.sqlite"));
    const [times, sequences] = size === "long" ? [20, 500] : [1, 60];
    for (let time = 0; time < times; time += 1) {
      yield {
        name: `${sequences} sequences of up to 40 statements`,
        run: async (context) => {
          const { failed, counterexample, error } = attack(image, sequences, context);
          if (failed) throw new Error(`${fc.stringify(counterexample)}`, { cause: error });
        },
      };
    }
    if (size === "short") return;
    const triggers = /** @type {Trigger[]} */ (new Database(image).prepare(TRIGGERS).all());
    for (const trigger of triggers)
      yield { name: `without ${trigger.name}`, run: missTrigger(image, trigger) };
  },
};

/** @typedef {{ name: string, table: string }} Trigger */

/** An attack that found nothing wrong where a trigger is missing would prove nothing. @param {Buffer} image @param {Trigger} trigger */
function missTrigger(image, { name, table }) {
  return async (/** @type {import("./proof.mjs").TrialContext} */ { random, count }) => {
    const weakened = new Database(image);
    weakened.exec(`DROP TRIGGER ${name}`);
    const { error } = attack(
      weakened.serialize(),
      20_000,
      { random, count: () => undefined },
      mostlyAbout(table, statements),
    );
    if (!(error instanceof Error) || !error.message.includes("was accepted:")) {
      throw new Error("nobody noticed", { cause: error });
    }
    count("triggers whose absence was noticed");
  };
}

/** @param {string} path */
async function makeLedger(path) {
  await withLedger(path, everyState);
  const database = new Database(path);
  const add = () => database.exec(ADDED);
  database.transaction(() => withoutTriggers(database, ({ name }) => name === ACCEPTING_TRIGGER, add))();
  // WAL needs a file.
  database.pragma("journal_mode = DELETE");
  database.close();
  return readFileSync(path);
}

/** @param {Buffer} image @param {number} sequences @param {Pick<import("./proof.mjs").TrialContext, "random" | "count">} context */
function attack(image, sequences, { random, count }, each = statements) {
  const setting = fc.record({ foreignKeys: fc.boolean(), recursiveTriggers: fc.boolean() });
  const property = fc.property(setting, fc.array(each, { maxLength: 40, size: "max" }), (pragmas, list) => {
    const database = openHostile(image, pragmas);
    const look = looker(database);
    let before = look();
    for (const sql of list) {
      const accepted = execute(database, sql);
      count(accepted ? "statements accepted" : "statements refused or without effect");
      if (!accepted) continue;
      const now = look();
      const bad = [...becameBad(before, now), ...changedOf(before.fixed, now.fixed)];
      if (bad.length > 0) throw new Error(`${sql}\nwas accepted: ${bad.join("; ")}`);
      before = now;
    }
    const check = pragmas.foreignKeys ? database.pragma("foreign_key_check") : [];
    const dangling = /** @type {unknown[]} */ (check);
    if (dangling.length > 0) throw new Error(`a reference leads nowhere: ${JSON.stringify(dangling)}`);
    database.close();
  });
  const { failed, counterexample, errorInstance } = fc.check(property, {
    seed: random.below(2 ** 31),
    numRuns: sequences,
  });
  return { failed, counterexample, error: errorInstance };
}

/** What gives what is bad in a ledger, and what may not change. @param {import("better-sqlite3").Database} database */
function looker(database) {
  const pluck = (/** @type {string} */ sql) => database.prepare(sql).pluck();
  const states = Object.entries(BAD_STATES).map(([name, sql]) => ({
    name,
    rows: database.prepare(sql).raw(),
  }));
  const broken = rules.map(({ name, sql }) => ({ name, violations: pluck(`SELECT (${sql})`) }));
  const fixed = database.prepare(FIXED).raw();
  return () => ({
    states: new Map(states.map(({ name, rows }) => [name, rows.all().map((row) => JSON.stringify(row))])),
    rules: new Map(broken.map(({ name, violations }) => [name, Number(violations.get())])),
    fixed: new Map(/** @type {[string, unknown][]} */ (fixed.all())),
  });
}

/** @param {Buffer} image @param {{ foreignKeys: boolean, recursiveTriggers: boolean }} pragmas */
function openHostile(image, { foreignKeys, recursiveTriggers }) {
  const database = new Database(image);
  database.pragma(`foreign_keys = ${foreignKeys ? "ON" : "OFF"}`);
  database.pragma(`recursive_triggers = ${recursiveTriggers ? "ON" : "OFF"}`);
  return database;
}

/** Whether a statement changed anything. @param {import("better-sqlite3").Database} database @param {string} sql */
function execute(database, sql) {
  try {
    return database.prepare(sql).run().changes > 0;
  } catch (error) {
    const isRefusal = /^SQLITE_(?:CONSTRAINT|MISMATCH)|malformed JSON/;
    if (isSqliteError(error) && isRefusal.test(`${error.code} ${error.message}`)) return false;
    throw new Error(`${sql}: ${error}`, { cause: error });
  }
}

await runAsProgram(import.meta, proof);
