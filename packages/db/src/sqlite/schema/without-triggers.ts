import type { Database } from "better-sqlite3";

interface Trigger {
  name: string;
  table: string;
  sql: string;
}

/** Does something while the triggers that are meant are away. To be called in a write transaction. */
export function withoutTriggers<T>(
  sqlite: Database,
  isMeant: (trigger: Trigger) => boolean,
  work: () => T,
): T {
  const triggers = sqlite
    .prepare<[], Trigger>(`SELECT name, tbl_name AS "table", sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all()
    .filter(isMeant);
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  const done = work();
  for (const { sql } of triggers) sqlite.exec(sql);
  return done;
}
