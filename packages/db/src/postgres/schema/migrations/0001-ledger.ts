import { decisionTriggers } from "./0001-ledger/decision-triggers.ts";
import { functions } from "./0001-ledger/functions.ts";
import { opinions } from "./0001-ledger/opinions.ts";
import { quarantines } from "./0001-ledger/quarantines.ts";
import { reviewTriggers } from "./0001-ledger/review-triggers.ts";
import { runTriggers } from "./0001-ledger/run-triggers.ts";
import { samples } from "./0001-ledger/samples.ts";
import { indexes, tables } from "./0001-ledger/tables.ts";

/** What thirteen migrations made of a SQLite ledger, with the same rules. */
export const ledgerMigration = {
  version: 1,
  name: "ledger",
  sql: `${functions}${tables}${indexes}${runTriggers}${reviewTriggers}${decisionTriggers}${quarantines}${samples}${opinions}`,
};
