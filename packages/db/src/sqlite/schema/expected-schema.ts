import type { Migration } from "./migrations/index.ts";

/** Every version of the ledger has it from the start: what its migrations were. */
export const HISTORY_TABLE = `CREATE TABLE ledger_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT`;

/** What changes a schema, as our migrations write it: each statement begins a line, and the end of a trigger does, too. */
const STATEMENT = /^(CREATE TRIGGER [\s\S]+?^END|(?:CREATE|DROP|ALTER) [^;]+);/gm;

/**
 * The texts that SQLite keeps of what these migrations made, by name: it keeps them letter for letter. Read off the migrations,
 * since making an empty ledger takes longer than a command may. A test holds it against what SQLite makes of them.
 */
export function expectedSchema(steps: readonly Migration[]): Map<string, string> {
  const texts = new Map([["ledger_migrations", HISTORY_TABLE]]);
  for (const { sql } of steps) {
    for (const [, text = ""] of sql.matchAll(STATEMENT)) {
      const [verb, kind, first = "", second = ""] = text.split(" ", 4);
      if (verb === "CREATE") texts.set(kind === "UNIQUE" ? second : first, text);
      else texts.delete(first);
      // A table is renamed only to fill a new one from it: in the end it is dropped, and so is what stands on it.
      if (verb !== "CREATE" && kind === "TABLE") forgetWhatStandsOn(texts, first);
    }
  }
  return texts;
}

function forgetWhatStandsOn(texts: Map<string, string>, table: string): void {
  for (const [name, text] of texts)
    if (text.includes(` ON ${table} `) || text.includes(` ON ${table}\n`)) texts.delete(name);
}
