import Database from "better-sqlite3";
import { NativeModuleError } from "../../errors.ts";

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

/** The error of loading native code in our words; undefined for any other error. */
export function asNativeModuleError(error: unknown): NativeModuleError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const [line = ""] = error.message.split("\n");
  const isMissing = code === "MODULE_NOT_FOUND" && line.includes("better_sqlite3.node");
  if (isMissing || line.startsWith("Could not locate the bindings file")) {
    return new NativeModuleError("was not built, because its install script did not run", { cause: error });
  }
  if (code !== "ERR_DLOPEN_FAILED") return undefined;
  const isOfAnotherNode = error.message.includes("NODE_MODULE_VERSION");
  const why = isOfAnotherNode ? "was built for another version of Node.js" : `cannot be loaded (${line})`;
  return new NativeModuleError(why, { cause: error });
}
