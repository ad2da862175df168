import type { Database, Statement } from "better-sqlite3";

type Value = string | number | null;

/** Takes rows and inserts them some at a time. */
export interface BatchInserter {
  add(...row: readonly Value[]): void;
  /** Inserts what still waits. */
  flush(): void;
}

/**
 * Rows in one statement. A statement on a table with triggers opens a journal of its own: 50 rows at a time take
 * half as long as one at a time, and more at a time hardly less (measured).
 */
const ROWS_AT_A_TIME = 50;

/** Inserts rows into a table, many by one statement, in the order in which they were added. */
export function batchInserter(sqlite: Database, table: string, columns: readonly string[]): BatchInserter {
  const statements = new Map<number, Statement>();
  const row = `(${columns.map(() => "?").join(", ")})`;
  let waiting: Value[] = [];
  const statementFor = (rows: number) => {
    const values = Array<string>(rows).fill(row).join(", ");
    const statement =
      statements.get(rows) ?? sqlite.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES ${values}`);
    statements.set(rows, statement);
    return statement;
  };
  const flush = () => {
    if (waiting.length === 0) return;
    statementFor(waiting.length / columns.length).run(waiting);
    waiting = [];
  };
  return {
    add(...values) {
      waiting.push(...values);
      if (waiting.length === ROWS_AT_A_TIME * columns.length) flush();
    },
    flush,
  };
}
