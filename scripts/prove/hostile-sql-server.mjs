// The same hostile caller at a server: as the owner of the ledger, and in a role that owns nothing.
import fc from "fast-check";
import { invariants } from "../../packages/db/dist/integrity/invariants.js";
import { DIALECT } from "../../packages/db/dist/postgres/integrity/dialect.js";
import { BAD_STATES } from "./check-ledger.mjs";
import { everyState } from "./every-state.mjs";
import { ADDED, becameBad, changedOf, NOT_REFUSED, whatNeverChanges } from "./hostile-ledger.mjs";
import { mostlyAbout, postgresStatements } from "./random-statements.mjs";
import { withLedger } from "./review.mjs";
import { connectTo, dropServerLedger, newServerLedger } from "./server.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;

const STATES = Object.entries(BAD_STATES)
  .map(([state, sql]) => {
    const found = sql.replaceAll("instr(", "strpos(").replace(/ IS NOT (?!NULL)/g, " IS DISTINCT FROM ");
    return `SELECT ${quote(state)} AS name, (SELECT coalesce(array_agg(found::text), '{}') FROM (${found}) AS found) AS value`;
  })
  .join(" UNION ALL ");

const RULES = invariants(DIALECT)
  .filter(({ name }) => !NOT_REFUSED.includes(name))
  .map(({ name, sql }) => `SELECT ${quote(name)} AS name, CAST((${sql}) AS integer) AS value`)
  .join(" UNION ALL ");

const FIXED = `SELECT name, value FROM (${whatNeverChanges({
  row: (columns) => `ROW(${columns})::text`,
  list: (each) => `string_agg((${each})::text, ' ' ORDER BY (${each})::text)`,
  place: "ctid",
})}) AS fixed (name, value)`;

/**
 * Those without which something would be let through: one that has a sha keep its text has others behind it, and so has one against
 * emptying a table to which others refer, which cannot be emptied without them; and a single session waits for no other.
 */
const TRIGGERS = `SELECT tgname AS name, tgrelid::regclass::text AS "table" FROM pg_trigger
  WHERE NOT tgisinternal AND tgname NOT LIKE '%_have_one_writer' AND tgname <> 'keep_snapshot'
    AND NOT (tgname LIKE '%_are_kept' AND EXISTS (SELECT 1 FROM pg_constraint WHERE confrelid = tgrelid AND contype = 'f')) AND tgrelid::regclass::text IN
    ('snapshots', 'review_runs', 'review_run_gates', 'gates_without_quotes', 'gate_reviews', 'findings', 'finding_quotes',
     'acceptance_events', 'waivers', 'gate_quarantines', 'opinions', 'samples', 'sample_reviews', 'sampled_acceptances',
     'imported_rows')
  ORDER BY 2, 1`;

/** @param {import("./proof.mjs").Size} size @returns {AsyncGenerator<import("./proof.mjs").Trial>} */
export async function* serverTrials(size) {
  const [times, sequences] = size === "long" ? [8, 100] : [1, 12];
  for (let time = 0; time < times; time += 1) {
    yield {
      name: `${sequences} sequences of up to 40 statements`,
      run: (context) => onNewLedger(async (scene) => requireRefused(await attack(scene, sequences, context))),
    };
  }
  if (size === "short") return;
  for (const { name, table } of await onNewLedger(({ owner }) => rowsOf(owner, TRIGGERS))) {
    yield {
      name: `without ${name} on ${table}`,
      run: (context) => onNewLedger((scene) => missTrigger(scene, { name, table: String(table) }, context)),
    };
  }
}

/**
 * @typedef {Awaited<ReturnType<typeof connectTo>>} Client
 * @typedef {{ owner: Client, clerk: Client }} Scene
 * @typedef {{ failed: boolean, counterexample: unknown, error: unknown }} Attacked
 */

/** @template T @param {(scene: Scene) => Promise<T>} use @returns {Promise<T>} */
async function onNewLedger(use) {
  const ledger = await newServerLedger();
  await withLedger(ledger.url, everyState);
  const [owner, clerk] = [await connectTo(ledger.owner), await connectTo(ledger.url)];
  try {
    for (const client of [owner, clerk]) await client.query("SET search_path = review");
    await owner.query("ALTER TABLE review_runs DISABLE TRIGGER complete_run");
    await owner.query(ADDED);
    await owner.query("ALTER TABLE review_runs ENABLE TRIGGER complete_run");
    return await use({ owner, clerk });
  } finally {
    for (const client of [owner, clerk]) await client.end();
    await dropServerLedger(ledger);
  }
}

/** @param {Attacked} attacked */
function requireRefused({ failed, counterexample, error }) {
  if (failed) throw new Error(fc.stringify(counterexample), { cause: error });
}

/** Most statements are about the table that it was on. @param {Scene} scene @param {{ name: unknown, table: string }} trigger @param {Context} context */
async function missTrigger(scene, { name, table }, { random, count }) {
  await scene.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  const each = mostlyAbout(table, postgresStatements);
  const { error } = await attack(scene, 2_000, { random, count: () => undefined }, each);
  if (!(error instanceof Error) || !error.message.includes("was accepted:"))
    throw new Error("nobody noticed", { cause: error });
  count("triggers whose absence was noticed");
}

/** @param {Scene} scene @param {number} sequences @param {Pick<Context, "random" | "count">} context @param {fc.Arbitrary<string>} [each] @returns {Promise<Attacked>} */
async function attack({ owner, clerk }, sequences, { random, count }, each = postgresStatements) {
  const whose = fc.constantFrom(/** @type {const} */ ("the owner"), "a role that owns nothing");
  const property = fc.asyncProperty(
    whose,
    fc.array(each, { maxLength: 40, size: "max" }),
    async (who, list) => {
      const client = who === "the owner" ? owner : clerk;
      await client.query("BEGIN");
      try {
        let before = await look(client);
        for (const sql of list) {
          const accepted = await execute(client, sql);
          count(accepted ? `statements of ${who} accepted` : "statements refused or without effect");
          if (!accepted) continue;
          const now = await look(client);
          const bad = [...becameBad(before, now), ...changedOf(before.fixed, now.fixed)];
          if (bad.length > 0) throw new Error(`${sql}\nwas accepted: ${bad.join("; ")}`);
          before = now;
        }
      } finally {
        await client.query("ROLLBACK");
      }
    },
  );
  const checked = await fc.check(property, {
    seed: random.below(2 ** 31),
    numRuns: sequences,
    endOnFailure: true,
  });
  return { failed: checked.failed, counterexample: checked.counterexample, error: checked.errorInstance };
}

/** @param {Client} client @param {string} sql @returns {Promise<Record<string, any>[]>} */
const rowsOf = async (client, sql) => (await client.query(sql)).rows;

/** What is bad in a ledger, and what may not change. @param {Client} client */
async function look(client) {
  const mapOf = async (/** @type {string} */ sql) =>
    new Map((await rowsOf(client, sql)).map(({ name, value }) => [String(name), value]));
  return { states: await mapOf(STATES), rules: await mapOf(RULES), fixed: await mapOf(FIXED) };
}

/** Whether a statement changed anything, as it would be looked at when it is committed. @param {Client} client @param {string} sql */
async function execute(client, sql) {
  await client.query("SAVEPOINT before");
  try {
    const done = await client.query(sql);
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    await client.query("SET CONSTRAINTS ALL DEFERRED; RELEASE before");
    return [done].flat().some(({ rowCount, command }) => (rowCount ?? 0) > 0 || command === "TRUNCATE");
  } catch (error) {
    await client.query("ROLLBACK TO before; RELEASE before");
    const { code = "" } = /** @type {{ code?: string }} */ (error);
    // Values, constraints, types and rights; a statement that nobody could carry out is a mistake of this proof.
    if (/^(?:22|23|42804|42883|42501|21000|55000|2201|428C9)/.test(code)) return false;
    throw new Error(`${sql}: ${error}`, { cause: error });
  }
}
