import { posix } from "node:path";

/**
 * Answers which of some notes a tool means by a path: the note's own, below the root or absolute, in any spelling that leads to
 * it without a look at the disk, quoted as git does it (`"notes/caf\\303\\251.md"`), and with letters composed otherwise. Undefined if it means none.
 */
export function noteFinder(root: string, notePaths: readonly string[]): (path: string) => string | undefined {
  const notes = new Set(notePaths);
  const composed = new Map<string, string | undefined>();
  for (const path of notePaths) {
    const form = path.normalize("NFC");
    // Of two that are alike but for that each is meant by its own spelling alone.
    composed.set(form, composed.has(form) ? undefined : path);
  }
  // A byte that git quotes takes four characters, and a letter three bytes.
  const longest = Math.max(0, ...notePaths.map((path) => 12 * path.length)) + root.length + 16;
  const find = (path: string): string | undefined => {
    // A name alone leads nowhere else.
    const normal = path.includes("/") ? posix.normalize(path) : path;
    const inRoot = normal.startsWith(`${root}/`) ? normal.slice(root.length + 1) : normal;
    if (notes.has(inRoot)) return inRoot;
    return isPlain(inRoot) ? undefined : composed.get(inRoot.normalize("NFC"));
  };
  return (path) => {
    // Most of what is asked about is no path, and long.
    if (path === "" || path.length > longest) return undefined;
    const found = find(path);
    const unquoted = found === undefined ? unquotedName(path) : undefined;
    return found ?? (unquoted === undefined ? undefined : find(unquoted));
  };
}

const isPlain = (text: string): boolean => !/[\u0080-\uffff]/.test(text);

/** The name that git, and whoever follows it, writes in quotes with C's escapes; undefined for what is not written so. */
export function unquotedName(written: string): string | undefined {
  if (!/^"(?:[^"\\]|\\(?:[0-7]{3}|[abfnrtv"\\]))*"$/.test(written)) return undefined;
  const bytes = Array.from(written.slice(1, -1).matchAll(/\\([0-7]{3}|.)|[^\\]+/gs), ([text, escaped]) => {
    if (escaped === undefined) return Buffer.from(text);
    return Buffer.from(
      escaped.length === 3 ? [Number.parseInt(escaped, 8) % 256] : (ESCAPED[escaped] ?? escaped),
    );
  });
  return Buffer.concat(bytes).toString("utf8");
}

const ESCAPED: Readonly<Record<string, string>> = {
  ...{ a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
};
