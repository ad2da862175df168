import { openLedger } from "@review/db";
import type { Io } from "./process/io.ts";

/**
 * For a program that runs for long: throws at its start what every command of it would throw, because the current folder
 * is gone (WorkingDirectoryError) or SQLite cannot be loaded (NativeModuleError).
 */
export async function requireSurroundings(io: Pick<Io, "cwd">): Promise<void> {
  void io.cwd;
  await (await openLedger(":memory:")).close();
}
