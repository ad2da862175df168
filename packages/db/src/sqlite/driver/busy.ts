import { isSqliteError } from "./sqlite-errors.ts";

/** Whether SQLite says that another connection holds what it needs. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && error.code.startsWith("SQLITE_BUSY");
}
