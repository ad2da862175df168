import { hash } from "node:crypto";

/**
 * Makes the keys by which a later import knows old rows again: a SHA-256 over their values. Rows that are equal in
 * everything get different keys, counted in their order.
 */
export function createKeys(): (values: unknown) => string {
  const seen = new Map<string, number>();
  return (values) => {
    const key = shaOf(JSON.stringify(values));
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times === 0 ? key : shaOf(`${key} ${times}`);
  };
}

/** The values of an old row without its place in the table, which a VACUUM may change. */
export function valuesOf<Row extends { handle: unknown }>({ handle: _, ...values }: Row): unknown[] {
  return Object.values(values);
}

function shaOf(text: string): string {
  return hash("sha256", text, "hex");
}
