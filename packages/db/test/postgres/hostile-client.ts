import { lastingDatabase } from "@review/test-kit/scratch-database.ts";
import pg, { type Client } from "pg";
import { LEDGER } from "./scratch-postgres.ts";

/** A connection of the owner to a ledger with these rows, as every client sees it; numbers and truths as SQLite gives them. */
export async function hostileClient(seed: string): Promise<{ client: Client; stop: () => Promise<void> }> {
  const database = await lastingDatabase(LEDGER);
  const client = new pg.Client({ connectionString: database.url() });
  client.setTypeParser(20, Number);
  client.setTypeParser(16, (text) => (text === "t" ? 1 : 0));
  await client.connect();
  await client.query("SET search_path = review");
  // Runs of these rows are completed without an acceptance: that this cannot be has tests of its own.
  await client.query("ALTER TABLE review_runs DISABLE TRIGGER complete_run");
  await client.query(seed);
  return { client, stop: () => client.end() };
}
