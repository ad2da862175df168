import { sampleTables } from "./0012-samples/tables.ts";
import { sampleTriggers } from "./0012-samples/triggers.ts";

/**
 * On what a cohort was acknowledged: a sample of it was reviewed against the changed gate, no verdict flipped, and each
 * acknowledgement of the rest names that sample.
 */
export const samplesMigration = {
  version: 12,
  name: "samples",
  sha: "86eb2627f5f369e99505c786bfdd745960efbb6932e3cc6e3315896a72af39ec",
  sql: sampleTables + sampleTriggers,
};
