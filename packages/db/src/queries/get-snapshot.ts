import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";

/** The exact text behind a content sha, if the ledger has it. */
export async function getSnapshot(ledger: Ledger, sha: string): Promise<string | undefined> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () =>
    sqlite.prepare<[string], string>("SELECT text FROM snapshots WHERE sha = ?").pluck().get(sha),
  );
}
