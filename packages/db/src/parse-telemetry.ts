import type { Telemetry } from "./execution-data.ts";
import { isTelemetryValue } from "./telemetry-kinds.ts";

/**
 * The telemetry in a column of the ledger. The ledger takes any JSON object there, from whatever program: a known key
 * with a value of another kind is left out, and keys that are not known stay.
 */
export function parseTelemetry(json: string): Telemetry {
  const entries = Object.entries(JSON.parse(json) as object);
  return Object.fromEntries(entries.filter(([key, value]) => isTelemetryValue(key, value)));
}
