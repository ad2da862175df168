import { posix } from "node:path";

/** A note of the old ledger under its canonical name. */
export interface OldNotePath {
  path: string;
  /** Whether the path can name a file under the root. Another one is never looked for. */
  isInside: boolean;
}

/**
 * The canonical form of a note's path: relative to the root (an absolute path), with `/`. A path that leads out
 * of it stays as it is.
 */
export function canonicalNotePath(text: string, root: string): OldNotePath {
  const folder = `${posix.normalize(toSlashes(root)).replace(/\/$/, "")}/`;
  const tidy = posix.normalize(toSlashes(text));
  const path = tidy.startsWith(folder) ? tidy.slice(folder.length) : tidy;
  const leadsOut = /^(?:\.\.(?:\/|$)|\/|[a-z]:\/)/i.test(path);
  if (leadsOut || path === "." || path === "" || path.endsWith("/") || path.includes("\0")) {
    return { path: text, isInside: false };
  }
  return { path, isInside: true };
}

/** Only where it looks like Windows: elsewhere a backslash is a character like any other. */
function toSlashes(path: string): string {
  return /^[a-z]:\\/i.test(path) ? path.replaceAll("\\", "/") : path;
}
