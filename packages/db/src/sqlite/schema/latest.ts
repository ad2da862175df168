import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { APPLICATION_ID } from "./application-id.ts";

/**
 * What tells a ledger of the newest version: SHA-256 (hex) of its schema and of the migrations that it records. A new migration changes all three; a
 * test says what they are then.
 */
export const LATEST = {
  version: 14,
  schema: "e24c9a075f401026ee494934681ff3b7616f605c17ab785d5fd72a0d46d44ea5",
  history: "448287d245c68ee44b22935274c1256943a62f066830c1aefb7f0fd35917d9f8",
};

/**
 * Whether the file is, letter by letter, a ledger as this program makes it, with nothing beside it: what nearly every start finds, so that
 * it need not load the migrations, whose texts are a third of all code that `status` reads. False says nothing more: `migrate.ts`
 * then finds out what the file is. As there, nothing of the file is read before its schema is known to be ours.
 */
export function isLatest(sqlite: Database): boolean {
  // One transaction, or a migration that another process commits in between is seen by half.
  return sqlite.transaction(
    () =>
      sqlite.pragma("application_id", { simple: true }) === APPLICATION_ID &&
      sqlite.pragma("user_version", { simple: true }) === LATEST.version &&
      schemaDigest(sqlite) === LATEST.schema &&
      historyDigest(sqlite) === LATEST.history,
  )();
}

/** Of all that SQLite keeps of the schema, whatever order it was made in. A file with more than 1,000 things in it is none of ours. */
export const schemaDigest = (sqlite: Database): string =>
  digestOf(sqlite, "SELECT name || char(0) || coalesce(sql, '') FROM sqlite_schema LIMIT 1000");

export const historyDigest = (sqlite: Database): string =>
  digestOf(sqlite, "SELECT version || char(0) || sha FROM ledger_migrations LIMIT 1000");

function digestOf(sqlite: Database, rows: string): string {
  const texts = sqlite.prepare<[], string>(rows).pluck().all().sort();
  return createHash("sha256").update(texts.join("\0")).digest("hex");
}
