import type { Database, Statement } from "better-sqlite3";

type Value = string | number | null;

/** Takes rows and writes them many at a time. */
export interface BatchWriter {
  add(...row: readonly Value[]): void;
  /** Writes what still waits. */
  flush(): void;
}

/**
 * Rows in one statement. A statement on a table with triggers opens a journal of its own: 50 rows at a time take
 * half as long as one at a time, and more at a time hardly less (measured).
 */
const ROWS_AT_A_TIME = 50;

/** Writes rows of some columns, in the order in which they are added, by the statement made for their `VALUES`. */
export function batchWriter(
  sqlite: Database,
  columns: readonly string[],
  statementFor: (values: string) => string,
): BatchWriter {
  const statements = new Map<number, Statement>();
  const row = `(${columns.map(() => "?").join(", ")})`;
  let waiting: Value[] = [];
  const flush = () => {
    const rows = waiting.length / columns.length;
    if (rows === 0) return;
    const values = `VALUES ${Array<string>(rows).fill(row).join(", ")}`;
    const statement = statements.get(rows) ?? sqlite.prepare(statementFor(values));
    statements.set(rows, statement);
    statement.run(waiting);
    waiting = [];
  };
  return {
    add(...values) {
      for (const value of values) waiting.push(value);
      if (waiting.length >= ROWS_AT_A_TIME * columns.length) flush();
    },
    flush,
  };
}

/** Inserts rows into a table. */
export function batchInserter(sqlite: Database, table: string, columns: readonly string[]): BatchWriter {
  return batchWriter(sqlite, columns, (values) => `INSERT INTO ${table} (${columns.join(", ")}) ${values}`);
}
