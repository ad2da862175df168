import { checkInvariants } from "./check-invariants.ts";
import { connectionOf } from "./connection.ts";
import type { InvariantReport } from "./invariants.ts";
import type { Ledger } from "./ledger.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

export type { InvariantReport } from "./invariants.ts";

/**
 * Looks at every row of a ledger in one consistent view and says for each rule how many rows break it. The
 * database refuses such rows itself; this finds what came in past it, by another program or a damaged disk.
 * Writes nothing into the file.
 */
export async function verifyLedger(ledger: Ledger): Promise<InvariantReport[]> {
  const { sqlite, url, now } = connectionOf(ledger);
  return withLedgerErrors(url, () => checkInvariants(sqlite, now));
}
