import { InvalidConditionError } from "../errors.ts";

export interface Condition {
  key: string;
  value: string;
}

/** Reads `key=value`, split at the first `=`. Throws InvalidConditionError. */
export function parseWhere(text: string): Condition {
  const at = text.indexOf("=");
  const key = text.slice(0, Math.max(at, 0)).trim();
  if (key === "") throw new InvalidConditionError(text);
  return { key, value: text.slice(at + 1).trim() };
}

/**
 * True when the front matter meets every condition: the value as it is written equals the wanted one, or a list holds
 * it. A missing key meets nothing; an empty value meets `key=`.
 */
export function matchesWhere(data: Record<string, unknown>, conditions: readonly Condition[]): boolean {
  return conditions.every(({ key, value }) => {
    if (!Object.hasOwn(data, key)) return false;
    const found = data[key];
    return Array.isArray(found) ? found.includes(value) : found === value;
  });
}
