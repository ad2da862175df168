import { lstat, readFile } from "node:fs/promises";
import type { Telemetry } from "@review/db";
import { errorCode } from "@review/db/guards";
import { readTelemetry } from "@review/lifecycle";

/** Telemetry is a few hundred bytes; a file larger than this holds something else. */
const MAX_BYTES = 1024 * 1024;

/**
 * The telemetry that a program may have written to a file. A program can put anything there: what is no telemetry
 * is a problem in words and never an error, and nothing that is not a plain file is opened. No file, no telemetry.
 */
export async function readTelemetryFile(path: string): Promise<{ telemetry?: Telemetry; problem?: string }> {
  try {
    const file = await lstat(path);
    if (!file.isFile()) return { problem: "the telemetry is not a plain file and was left out" };
    if (file.size > MAX_BYTES)
      return { problem: `the telemetry is larger than ${MAX_BYTES} bytes and was left out` };
    return readTelemetry(await readFile(path, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return {};
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `the telemetry could not be read and was left out: ${why}` };
  }
}
