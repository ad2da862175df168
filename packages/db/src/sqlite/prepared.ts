import type { Database, Statement } from "better-sqlite3";
import { oncePerDatabase } from "./once-per-database.ts";

const statementsOf = oncePerDatabase(() => new Map<string, Statement>());

/**
 * A statement that is prepared once for each database, and found again by its text: preparing takes three times as long as asking. For texts that
 * are few, and always of the same form (`raw`, `pluck`).
 */
export function prepared<Asked extends unknown[], Row>(sqlite: Database, sql: string): Statement<Asked, Row> {
  const statements = statementsOf(sqlite);
  const found = statements.get(sql) ?? sqlite.prepare(sql);
  statements.set(sql, found);
  return found as Statement<Asked, Row>;
}
