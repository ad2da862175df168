import { hasPostgres, type ScratchDatabase } from "@review/test-kit/scratch-database.ts";
import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../src/ledger.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { verifyLedger } from "../../src/reads.ts";
import { BAD_OPINIONS } from "../sqlite/bad-opinions.ts";
import { BAD_SAMPLES } from "../sqlite/bad-samples.ts";
import { BROKEN_OPINIONS, recordDoubt } from "../sqlite/broken-opinions.ts";
import { BROKEN_QUARANTINES, recordLiftedQuarantine } from "../sqlite/broken-quarantines.ts";
import { BROKEN_SAMPLES, recordSample } from "../sqlite/broken-samples.ts";
import { emptyPostgres, scratchPostgres } from "./scratch-postgres.ts";

/** What only SQLite has, or a server does otherwise: words of kinds are in the checks, and a whole number is made of a fraction. */
const OTHERWISE = /^by a new word$|^of half a pair$/;

const TABLES = ["opinions", "gate_quarantines", "samples", "sample_reviews", "sampled_acceptances"];
const PAST_THE_RULES = "SET session_replication_role = replica; SET search_path = review";
const KEPT = TABLES.map((table) => `CREATE TEMPORARY TABLE kept_${table} AS SELECT * FROM review.${table}`);
const BROUGHT_BACK = TABLES.map(
  (table) =>
    `DELETE FROM review.${table}; INSERT INTO review.${table} SELECT * FROM kept_${table}; DROP TABLE kept_${table}`,
);

/** A ledger in which all that was recorded, and a connection of its owner. */
async function scene(
  database: ScratchDatabase,
  ...records: readonly ((ledger: Ledger) => Promise<unknown>)[]
): Promise<Client> {
  await using ledger = await openLedger(database.url("clerk"));
  for (const record of records) await record(ledger);
  const client = await database.connect();
  await client.query("SET search_path = review");
  return client;
}

describe.skipIf(!hasPostgres)("raw SQL of the owner, of what is decided beside reviews", () => {
  it.each([
    ["an opinion", recordDoubt, BAD_OPINIONS],
    ["a sample", recordSample, BAD_SAMPLES],
  ] as const)("cannot make a bad state of %s", async (_, record, states) => {
    const client = await scene(await emptyPostgres(), record);
    for (const [name, sql] of states.filter(([name]) => !OTHERWISE.test(name))) {
      const attempt = client.query(`BEGIN; ${sql}; COMMIT`);
      const code = await attempt.then(
        () => "accepted",
        (error: { code?: string }) => error.code,
      );
      await client.query("ROLLBACK");
      expect({ name, code }).toEqual({ name, code: expect.stringMatching(/^2[23]/) });
    }
  });

  it("is found by `verify` where it came in past the rules", async () => {
    const database = await scratchPostgres();
    const client = await scene(database, recordDoubt, recordLiftedQuarantine, recordSample);
    const root = await database.connect("postgres");
    await using ledger = await openLedger(database.url("clerk"));
    const checks =
      await client.query(`SELECT conrelid::regclass AS "table", conname AS name FROM pg_constraint
      WHERE connamespace = 'review'::regnamespace AND contype = 'c'
        AND conrelid::regclass::text IN ('opinions', 'gate_quarantines', 'samples')`);
    for (const { table, name } of checks.rows)
      await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    const violated = async () =>
      (await verifyLedger(ledger)).flatMap(({ name, violations }) => (violations > 0 ? [name] : []));
    const before = await violated();
    for (const [sql, ...rules] of [...BROKEN_OPINIONS, ...BROKEN_QUARANTINES, ...BROKEN_SAMPLES]) {
      // One statement after the other, each on what was sound before it.
      await root.query([PAST_THE_RULES, ...KEPT, sql].join("; "));
      const found = (await violated()).filter((name) => !before.includes(name));
      await root.query(BROUGHT_BACK.join("; "));
      const named = found.map((name) => rules.find((rule) => name.startsWith(rule)) ?? name);
      expect({ sql, named: named.toSorted() }).toEqual({ sql, named: rules.toSorted() });
    }
  });
});
