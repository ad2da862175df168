import { InvalidConditionError } from "../errors.ts";
import { findNearestName } from "../text/nearest-name.ts";

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
 * it; white space around it does not matter, of which a block of YAML (`key: |`) ends with some. A missing key meets nothing; an empty value meets `key=`.
 */
export function matchesWhere(data: Record<string, unknown>, conditions: readonly Condition[]): boolean {
  return conditions.every(({ key, value }) => {
    if (!Object.hasOwn(data, key)) return false;
    const wanted = value.trim();
    return [data[key]].flat().some((found) => typeof found === "string" && found.trim() === wanted);
  });
}

/** For each condition that no front matter meets: one like it that some does, if there is one. */
export async function nearestConditions(
  all: readonly Record<string, unknown>[],
  conditions: readonly Condition[],
): Promise<Condition[]> {
  const meant: Condition[] = [];
  for (const condition of conditions) {
    if (all.some((data) => matchesWhere(data, [condition]))) continue;
    const { key, value } = condition;
    const having = all.filter((data) => Object.hasOwn(data, key));
    const values = new Set(having.flatMap((data) => data[key]).filter((each) => typeof each === "string"));
    const keys = new Set(all.flatMap((data) => Object.keys(data)));
    const near =
      having.length > 0
        ? { key, value: await findNearestName(value, [...values]) }
        : { key: await findNearestName(key, [...keys]), value };
    if (near.key !== undefined && near.value !== undefined) meant.push({ key: near.key, value: near.value });
  }
  return meant;
}
