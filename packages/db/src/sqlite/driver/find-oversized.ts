import { constants } from "node:buffer";
import type { Database } from "better-sqlite3";
import { COPIED_TABLES, type CopiedTable } from "../../copy/copied-tables.ts";
import { openSqlite } from "./open-sqlite.ts";

/** Longer texts are no values of JavaScript, so that better-sqlite3 has SQLite refuse them. */
const LONGEST = constants.MAX_STRING_LENGTH;
const LISTED = 20;

/**
 * Rows that are larger than anything can be read, by their table and its key: what writes past this program can keep a gigabyte
 * in one. Reads none of what they hold.
 */
export function listOversized(sqlite: Database, longest = LONGEST): string[] {
  const rows = COPIED_TABLES.flatMap((table) => {
    const texts = Object.keys(table.columns).filter((name) =>
      ["text", "json"].includes(table.columns[name] ?? ""),
    );
    const bytes = texts.map((name) => `coalesce(octet_length("${name}"), 0)`).join(" + ") || "0";
    const asked = `SELECT ${nameOf(table)} AS name, ${bytes} AS bytes FROM "${table.name}" WHERE ${bytes} > ? LIMIT ?`;
    return sqlite.prepare<[number, number], { name: string; bytes: number }>(asked).all(longest, LISTED);
  });
  return rows
    .slice(0, LISTED)
    .map(
      ({ name, bytes }) => `${name} has ${inMB(bytes)} MB, more than the ${inMB(longest)} that can be read`,
    );
}

/** The first of them in a file; undefined where there is none. Throws what better-sqlite3 throws. */
export function findOversized(path: string): string | undefined {
  const reader = openSqlite(path, { readonly: true });
  try {
    return listOversized(reader)[0];
  } finally {
    reader.close();
  }
}

/** SQL that names a row by those of its key that are short, whatever a file holds: numbers, which SQLite holds to their type. */
function nameOf({ name, key, columns }: CopiedTable): string {
  const numbers = key.filter((column) => ["id", "number"].includes(columns[column] ?? ""));
  const named = numbers.length > 0 ? numbers.map((column) => `"${column}"`) : ["rowid"];
  return `'${name} row ' || ${named.join(" || ' ' || ")}`;
}

const inMB = (bytes: number) => Math.round(bytes / 1_000_000);
