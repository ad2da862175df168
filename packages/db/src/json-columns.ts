import type { Telemetry } from "./execution-data.ts";
import { isObject, parseJson } from "./guards.ts";
import { isTelemetryValue } from "./telemetry-kinds.ts";

/**
 * What a column of the ledger says as JSON; undefined if it is none. Not an error: one row that came in broken past the
 * checks would keep readers from all others. `doctor --verify` counts such rows.
 */
export function readJsonColumn(column: unknown): unknown {
  return typeof column === "string" ? parseJson(column) : undefined;
}

/**
 * The telemetry in a column of the ledger. The ledger takes any JSON object there, from whatever program: a known key
 * with a value of another kind is left out, and keys that are not known stay. What is no object is as none.
 */
export function parseTelemetry(column: unknown): Telemetry | undefined {
  const value = readJsonColumn(column);
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key, value]) => isTelemetryValue(key, value)));
}
