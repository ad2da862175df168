import Database from "better-sqlite3";
import { findForeignObject } from "../schema/foreign-object.ts";
import { migrations } from "../schema/migrations/index.ts";
import { checkInvariants } from "./check-invariants.ts";

/** The first thing that is wrong anywhere in a ledger, whatever reads it; undefined if nothing is. Takes as long as the ledger is large. */
export function findDamage(sqlite: Database.Database): string | undefined {
  try {
    const version = Number(sqlite.pragma("user_version", { simple: true }));
    // First, since reading some of these would never end.
    const foreign =
      version <= migrations.length ? findForeignObject(sqlite, migrations.slice(0, version)) : undefined;
    if (foreign !== undefined) return foreign;
    const [first] = sqlite.pragma("integrity_check(1)") as { integrity_check: string }[];
    if (first?.integrity_check !== "ok") return first?.integrity_check ?? "it cannot be checked";
    const dangling = sqlite.pragma("foreign_key_check") as { table: string }[];
    if (dangling[0]) return `${dangling[0].table} points to a row that is missing`;
    // The rules of an earlier version are not known any more.
    if (version !== migrations.length) return undefined;
    const now = () => new Date(0).toISOString();
    return checkInvariants(sqlite, now).find(({ violations }) => violations > 0)?.name;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CORRUPT"))
      return error.message;
    throw error;
  }
}
