import type { Database } from "better-sqlite3";
import { type Cell, COPIED_TABLES, type CopiedRow, type CopiedTable } from "../../copy/copied-tables.ts";
import { CHARACTERS_AT_A_TIME, type LastIds, type Portion, ROWS_AT_A_TIME } from "../../copy/copy-ends.ts";
import { digester, type LedgerDigest } from "../../copy/ledger-digest.ts";

/** Of everything in a database that has the tables of a ledger, as it is at one moment. */
export function digestRows(sqlite: Database): LedgerDigest {
  const all = digester();
  sqlite.transaction(() => {
    for (const { name, columns } of COPIED_TABLES) {
      const rows = sqlite.prepare<[], CopiedRow>(`SELECT ${Object.keys(columns)} FROM ${name}`).raw();
      for (const row of rows.iterate()) all.add(name, row);
    }
  })();
  return all.digest();
}

/** The rows of a table behind one, or its first. */
export function readPortion(
  sqlite: Database,
  { name, columns, key }: CopiedTable,
  after: readonly Cell[] | undefined,
): Portion {
  const place = key.length > 0 ? key : ["rowid"];
  const behind = after ? `WHERE (${place}) > (${place.map(() => "?")})` : "";
  const width = Object.keys(columns).length;
  const found = sqlite
    .prepare<Cell[], CopiedRow>(
      `SELECT ${[...Object.keys(columns), ...place]} FROM ${name} ${behind} ORDER BY ${place} LIMIT ${ROWS_AT_A_TIME}`,
    )
    .raw();
  const rows: CopiedRow[] = [];
  let characters = 0;
  for (const row of found.iterate(...(after ?? []))) {
    rows.push(row.slice(0, width));
    for (const cell of row) characters += typeof cell === "string" ? cell.length : 0;
    if (rows.length < ROWS_AT_A_TIME && characters < CHARACTERS_AT_A_TIME) continue;
    return { rows, after: row.slice(width) };
  }
  return { rows };
}

export function readLastIds(sqlite: Database): LastIds {
  const given = sqlite.prepare<[], [string, number]>("SELECT name, seq FROM sqlite_sequence").raw().all();
  return new Map(given);
}
