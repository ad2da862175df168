import { opinionTables } from "./0013-opinions/tables.ts";
import { opinionTriggers } from "./0013-opinions/triggers.ts";

/**
 * What a second reviewer says of a finding: that it holds (`confirmed`), or that it does not (`disputed`), and then it counts no
 * more. The newest opinion about a finding is the one that counts. It is about this finding of this review alone, whatever its key.
 */
export const opinionsMigration = {
  version: 13,
  name: "opinions",
  sha: "9ddf73f626b35f73aba02d60e5d1037dc93c385fbde53abd5f88ef10426f5f21",
  sql: opinionTables + opinionTriggers,
};
