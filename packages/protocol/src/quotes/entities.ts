import { decodeHTMLStrict } from "entities/decode";

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

/** The characters that an entity at an offset stands for, e.g. `&amp;`, and its length as written; undefined if there is none. */
export function entityAt(source: string, at: number): { text: string; length: number } | undefined {
  ENTITY.lastIndex = at;
  const written = ENTITY.exec(source)?.[0];
  if (written === undefined) return undefined;
  const text = decodeHTMLStrict(written);
  return text === written ? undefined : { text, length: written.length };
}
