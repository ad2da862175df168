import { NotSharedError } from "./errors.ts";
import { type Ledger, storageOf } from "./ledger.ts";
import type { SharedStorage } from "./shared-sweeps.ts";

/** What machines share of a ledger; never leaves this package. Throws NotSharedError for one that is a file. */
export function sharedStorageOf(ledger: Ledger): SharedStorage {
  const { shared } = storageOf(ledger);
  if (!shared) throw new NotSharedError(ledger.url);
  return shared;
}
