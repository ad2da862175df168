import { triggers as ledgerTriggers } from "./0001-ledger/triggers.ts";
import { currentView } from "./0001-ledger.ts";
import { importTriggers } from "./0002-imports.ts";
import { currentAcceptanceTriggers } from "./0003-current-acceptances.ts";
import { indexes, REBUILT, rebuiltTables } from "./0005-lookup-words/tables.ts";
import { wordTables, wordTriggers } from "./0005-lookup-words/words.ts";

const triggers = `${ledgerTriggers}\n${importTriggers}\n${currentAcceptanceTriggers}`;
const triggerNames = Array.from(triggers.matchAll(/CREATE TRIGGER (\w+)/g), ([, name]) => name);
const each = (statement: (table: string) => string, tables: readonly string[] = REBUILT) =>
  tables.map(statement).join("\n");

/**
 * Statuses, decisions and kinds become rows of tables that others point to, and JSON is checked as every version of SQLite
 * understands it. Both stand in CHECKs, which only a new table can have. The old tables are renamed, and not the new ones
 * at the end, because SQLite keeps quotes around a name that was given by renaming. Triggers and view go first, or they
 * would follow the old tables. Nothing points to an old table when it is dropped, so this holds with foreign keys on and
 * off. Ids go on where they were, also after the last row was deleted.
 */
export const lookupWordsMigration = {
  version: 5,
  name: "lookup-words",
  sha: "e97bed19749447926c5e111ee6d4951448914d75897040e7de0b857f2f3e43d7",
  sql: `
DROP VIEW current_gate_acceptances;
${triggerNames.map((name) => `DROP TRIGGER ${name};`).join("\n")}
${wordTables}
${each((table) => `ALTER TABLE ${table} RENAME TO old_${table};`)}
${rebuiltTables}
${each((table) => `INSERT INTO ${table} SELECT * FROM old_${table};`)}
DELETE FROM sqlite_sequence WHERE 'old_' || name IN (SELECT name FROM sqlite_sequence);
UPDATE sqlite_sequence SET name = substr(name, 5) WHERE name LIKE 'old\\_%' ESCAPE '\\';
${each((table) => `DROP TABLE old_${table};`, REBUILT.toReversed())}
${indexes}
${currentView}
${triggers}
${wordTriggers}`,
};
