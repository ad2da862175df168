import { isBusy } from "../driver/busy.ts";
import { openSqlite } from "../driver/open-sqlite.ts";

/** Has a log put into its file if nobody else has it open, so that all can be looked at which it holds, before SQLite reads any. */
export function takeInLog(path: string): void {
  const sqlite = openSqlite(path, { timeout: 0 });
  try {
    // Asks for nothing of the schema. The last connection that is closed takes the log in.
    sqlite.pragma("user_version");
  } catch (error) {
    if (!isBusy(error)) throw error;
  } finally {
    sqlite.close();
  }
}
