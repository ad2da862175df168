import { refuse } from "./0001-ledger/triggers.ts";
import { attestedTriggers, BY_ITSELF } from "./0010-attested/triggers.ts";

/** A word more in a table whose guard is made anew around it. */
const addWord = (table: string, word: string) => `
DROP TRIGGER ${table}_insert;
INSERT INTO ${table} VALUES ('${word}');
${refuse(`${table}_insert`, `INSERT ON ${table}`, "", "the words of the ledger come with its migrations")}`;

/**
 * What the lock says that somebody else accepted is taken in as a run of the runner `lock`: its reviews and the events that
 * accept them are `attested`. A run that had that label before keeps its reviews.
 */
export const attestedMigration = {
  version: 10,
  name: "attested",
  sha: "1257188d46e95624172ff9986c3e380b936c3b4102b04e1cb5f1488767117f59",
  sql: `${addWord("review_kinds", "attested")}${addWord("acceptance_kinds", "attested")}
DROP INDEX acceptance_events_once;
CREATE UNIQUE INDEX acceptance_events_once ON acceptance_events (accepted_review_id)
  WHERE acceptance_kind IN ${BY_ITSELF};
DROP TRIGGER acceptance_by_full_review_once;
DROP TRIGGER full_review_names_what_was_judged;
${attestedTriggers}`,
};
