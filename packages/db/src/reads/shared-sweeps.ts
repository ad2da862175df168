import { checkFields } from "../check-fields.ts";
import { type Ledger, storageOf } from "../ledger.ts";
import type { SharedSweep } from "../shared-sweeps.ts";
import type { SweepId } from "../vocabulary.ts";

/** Which shared sweeps somebody asks about. */
export interface SharedSweepFilter {
  /** Default: all. */
  ids?: readonly SweepId[];
  limit: number;
}

/** Shared sweeps, the newest first, with the batches that workers are at. A ledger in a file has none. */
export async function listSharedSweeps(
  ledger: Ledger,
  filter: SharedSweepFilter,
): Promise<(SharedSweep & { taken: number })[]> {
  checkFields(filter, "listSharedSweeps", { ids: "numbers?", limit: "amount" });
  return (await storageOf(ledger).shared?.listSweeps(filter)) ?? [];
}
