import { NotSharedError } from "@review/db";
import { requireSharable } from "@review/db/queue";

/** Whether machines can share the ledger of this name. */
export function isSharable(url: string): boolean {
  try {
    requireSharable(url);
    return true;
  } catch (error) {
    if (error instanceof NotSharedError) return false;
    throw error;
  }
}
