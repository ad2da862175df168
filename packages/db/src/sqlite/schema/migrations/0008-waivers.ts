import { waiverTables } from "./0008-waivers/tables.ts";
import { waiverTriggers } from "./0008-waivers/triggers.ts";

/**
 * What the owner of the notes decides about a finding, by its key: that it is to stand as it is (`waived`), with a reason and,
 * if wanted, the last day of it; or that this holds no more (`unwaived`). The newest decision of a key is the one that counts.
 */
export const waiversMigration = {
  version: 8,
  name: "waivers",
  sha: "29ef1df29a02fd5eaeb074dbcb3498d8a8103bdd4364f839f646f87f2b705887",
  sql: waiverTables + waiverTriggers,
};
