import type { JsonObject } from "@review/db/guards";
import { cutText } from "../cut-text.ts";

/** What a debug log keeps of one value and of one event. */
const VALUE_LIMIT = 2_000;
const EVENT_LIMIT = 8_000;

/**
 * An event as one line of a debug log: the given texts (the answer) replaced by their length, other long
 * values cut.
 */
export function describeEvent(event: JsonObject, answer: readonly string[] = []): string {
  try {
    return cutText(stringify(event, new Set(answer)), EVENT_LIMIT);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // JSON.parse takes any depth, JSON.stringify does not.
    return "(an event too deep to be written down)";
  }
}

function stringify(event: JsonObject, hidden: ReadonlySet<string>): string {
  return JSON.stringify(event, (_key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (value !== "" && hidden.has(value)) return `(${value.length} characters of the answer)`;
    return cutText(value, VALUE_LIMIT);
  });
}

/** A line that is no event, as it stands. */
export function describeLine(line: string): string {
  return cutText(line, EVENT_LIMIT);
}
