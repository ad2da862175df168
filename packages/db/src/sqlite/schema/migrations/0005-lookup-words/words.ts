import { refuse } from "../0001-ledger/triggers.ts";

/** The words of the ledger, by table and column. */
const WORDS = {
  run_statuses: ["status", "running", "completed", "failed"],
  decisions: ["decision", "pass", "warn", "fail", "error", "unknown"],
  review_kinds: ["review_kind", "full-review", "manual-import"],
  acceptance_kinds: [
    "acceptance_kind",
    ...["full-review", "trivial-change-ack", "gate-migration", "manual-override", "migration-import"],
  ],
} as const;

const entries = Object.entries(WORDS);

/** A table for each kind of word. A new word is a row that a later migration adds, where it was a new table with another CHECK. */
export const wordTables = entries
  .map(
    ([table, [column, ...words]]) => `
CREATE TABLE ${table} (${column} TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO ${table} VALUES ${words.map((word) => `('${word}')`).join(", ")};
`,
  )
  .join("");

const isUnknown = (table: keyof typeof WORDS) => {
  const [column] = WORDS[table];
  return `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = NEW.${column})`;
};
const unknownInReview = `${isUnknown("decisions")} OR ${isUnknown("review_kinds")}`;
const known = "status, decision and kind are words that the ledger knows";

/** That nothing but a migration adds a word, and once more the foreign keys, for those who switched them off. */
export const wordTriggers = [
  ...entries.flatMap(([table]) =>
    (["INSERT", "UPDATE", "DELETE"] as const).map((verb) =>
      refuse(
        `${table}_${verb.toLowerCase()}`,
        `${verb} ON ${table}`,
        "",
        "the words of the ledger come with its migrations",
      ),
    ),
  ),
  refuse("run_status_is_known", "UPDATE OF status ON review_runs", isUnknown("run_statuses"), known),
  refuse("gate_review_words_are_known", "INSERT ON gate_reviews", unknownInReview, known),
  refuse("gate_review_words_stay_known", "UPDATE ON gate_reviews", unknownInReview, known),
  refuse("acceptance_kind_is_known", "INSERT ON acceptance_events", isUnknown("acceptance_kinds"), known),
].join("");
