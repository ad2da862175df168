import {
  lastingClient,
  lastingDatabase,
  type ScratchDatabase,
  scratchDatabase,
  type Template,
} from "@review/test-kit/scratch-database.ts";
import type { Client } from "pg";
import { onTestFinished } from "vitest";
import { openPostgres } from "../../src/postgres/open-postgres.ts";
import { postgresStorage } from "../../src/postgres/postgres-storage.ts";
import { initPostgres } from "../../src/postgres/schema/init-postgres.ts";
import type { Storage } from "../../src/storage.ts";

/** The time at which the ledgers of these tests are made. */
const now = () => "2026-03-01T12:00:00.000Z";

/** A ledger as this source makes it, owned by `keeper`, which lets `clerk` in. */
export const LEDGER: Template = {
  name: "ledger",
  build: (url) => initPostgres(url, { grantTo: ["clerk"], now }),
};

export const scratchPostgres = (): Promise<ScratchDatabase> => scratchDatabase(LEDGER);

const EMPTY = `DO $$ DECLARE each record; BEGIN
  SET LOCAL session_replication_role = replica;
  DROP TABLE IF EXISTS review.unfinished_copy;
  FOR each IN SELECT relname FROM pg_class WHERE relnamespace = 'review'::regnamespace AND relkind = 'r' AND relname <> 'ledger_migrations' LOOP
    EXECUTE format('DELETE FROM review.%I', each.relname);
  END LOOP;
  FOR each IN SELECT relname FROM pg_class WHERE relnamespace = 'review'::regnamespace AND relkind = 'S' LOOP
    EXECUTE format('ALTER SEQUENCE review.%I RESTART', each.relname);
  END LOOP;
END $$`;
/** Ledgers with nothing in them, each with the connection that empties it. */
const empty: { database: ScratchDatabase; root: Client }[] = [];

/** A ledger with nothing in it, which the next test gets emptied: that takes less than a new one. */
export async function emptyPostgres(): Promise<ScratchDatabase> {
  const next = empty.pop() ?? (await newEmpty());
  onTestFinished(async () => {
    await next.root.query(EMPTY);
    empty.push(next);
  });
  return next.database;
}

async function newEmpty() {
  const database = await lastingDatabase(LEDGER);
  return { database, root: await lastingClient(database.url("postgres")) };
}

/** The storage in a database, for a role. */
export async function openStorage(
  database: ScratchDatabase,
  { role = "clerk", readOnly = false, clock = () => new Date() } = {},
): Promise<Storage> {
  return postgresStorage(
    await openPostgres(database.url(role), { readOnly, now: () => clock().toISOString() }),
  );
}
