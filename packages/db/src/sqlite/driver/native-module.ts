import { NativeModuleError } from "../../errors.ts";

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
