import { queueTriggers } from "./0002-shared-sweeps/queue-triggers.ts";
import { tables } from "./0002-shared-sweeps/tables.ts";
import { turnTriggers } from "./0002-shared-sweeps/turn-triggers.ts";

/** Sweeps that workers on many machines share: what is to be reviewed, who is at it, and what must not happen. */
export const sharedSweepsMigration = {
  version: 2,
  name: "shared sweeps",
  sql: `${tables}${queueTriggers}${turnTriggers}`,
};
