import { eq } from "drizzle-orm";
import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { ormOf } from "../orm.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { snapshots } from "../tables.ts";

/** The exact text behind a content sha, if the ledger has it. */
export async function getSnapshot(ledger: Ledger, sha: string): Promise<string | undefined> {
  const connection = connectionOf(ledger);
  return withLedgerErrors(
    connection.url,
    () =>
      ormOf(connection).select({ text: snapshots.text }).from(snapshots).where(eq(snapshots.sha, sha)).get()
        ?.text,
  );
}
