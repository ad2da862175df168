import { findingTables } from "./0007-findings/tables.ts";
import { findingTriggers } from "./0007-findings/triggers.ts";

/**
 * What a review finds, as rows: each with the exact words of the note that show it, and where those stand. A gate may say that
 * its findings need no words (`evidence: none`); that is captured with the run, as its text is.
 *
 * No quote is kept that does not stand in the note's text, and no finding that its review's result would hide.
 */
export const findingsMigration = {
  version: 7,
  name: "findings",
  sha: "cda148e48c3576fbc03620933d46c3fa9f999a5800a2e6858168dd1ede373dc7",
  sql: findingTables + findingTriggers,
};
