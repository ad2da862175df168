import { hash } from "node:crypto";

/** Old rows, or texts that tell rows apart. */
type Part = object | string | null;

/**
 * Makes the keys by which a later import knows old rows again: a SHA-256 over their values, but for their place in
 * the table (`handle`), which a VACUUM may change. Rows that are equal in everything get different keys, counted
 * in their order.
 */
export function createKeys(): (...parts: readonly Part[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    let text = "";
    for (const part of parts) text += textOf(part);
    const key = hash("sha256", text, "hex");
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times === 0 ? key : hash("sha256", `${key} ${times}`, "hex");
  };
}

/** The values, each with an end, so that no two rows have one text; null is not the empty text. */
function textOf(part: Part): string {
  if (part === null || typeof part === "string") return `${part ?? "\0"}\x01`;
  let text = "";
  for (const [name, value] of Object.entries(part)) if (name !== "handle") text += `${value ?? "\0"}\x01`;
  return `${text}\x02`;
}
