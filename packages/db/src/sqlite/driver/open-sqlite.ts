import Database from "better-sqlite3";
import { asNativeModuleError } from "./native-module.ts";

/**
 * Opens a SQLite file as better-sqlite3 does. Throws NativeModuleError where its native code was never built, or was
 * built for another Node.js or another machine, and what better-sqlite3 throws.
 */
export function openSqlite(path: string, options?: Database.Options): Database.Database {
  try {
    return new Database(path, options);
  } catch (error) {
    throw asNativeModuleError(error) ?? error;
  }
}
