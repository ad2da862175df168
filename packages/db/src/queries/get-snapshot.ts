import { eq } from "drizzle-orm";
import { connectionOf, type Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { snapshots } from "../tables.ts";

/** The exact text behind a content sha, if the ledger has it. */
export async function getSnapshot(ledger: Ledger, sha: string): Promise<string | undefined> {
  const { orm, url } = connectionOf(ledger);
  return withLedgerErrors(
    url,
    () => orm.select({ text: snapshots.text }).from(snapshots).where(eq(snapshots.sha, sha)).get()?.text,
  );
}
