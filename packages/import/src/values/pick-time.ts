import type { Repair } from "./repairs.ts";
import { type OldTime, toUtc } from "./to-utc.ts";

/** For a row whose time nothing tells. */
const NO_TIME = "1970-01-01T00:00:00.000Z";

/**
 * A time of the old ledger; where it could not be read, the first or last of the others. What had to be done
 * is added to `repairs`.
 */
export function pickTime(
  time: OldTime | undefined,
  others: readonly (string | null)[],
  which: "first" | "last",
  repairs: Repair[],
): string {
  if (time) {
    if (time.isAssumed) repairs.push("time-without-offset");
    return time.utc;
  }
  repairs.push("time-unreadable");
  const readable = others.flatMap((other) => toUtc(other)?.utc ?? []).sort();
  return readable.at(which === "first" ? 0 : -1) ?? NO_TIME;
}
