import { quarantineTables } from "./0011-quarantines/tables.ts";
import { quarantineTriggers } from "./0011-quarantines/triggers.ts";

/**
 * Whether a gate does what its fixtures say, under a partition: that it does not (`quarantined`), so that what it finds counts no
 * more, or that it does again (`lifted`); with the reviews of fixtures on which that rests. The newest decision of a gate and
 * partition is the one that counts.
 */
export const quarantinesMigration = {
  version: 11,
  name: "quarantines",
  sha: "b98be8463a3a8c64ecaef51a303b1f3ec955e16a7ea2cd8925b8b0ecfcc8b71d",
  sql: quarantineTables + quarantineTriggers,
};
