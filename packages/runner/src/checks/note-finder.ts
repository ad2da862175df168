import { posix } from "node:path";

/**
 * Answers which of some notes a tool means by a path: the note's own, below the root or absolute, in any spelling that leads to
 * it without a look at the disk. Undefined if it means none.
 */
export function noteFinder(root: string, notePaths: readonly string[]): (path: string) => string | undefined {
  const notes = new Set(notePaths);
  const longest = Math.max(0, ...notePaths.map((path) => path.length)) + root.length + 16;
  return (path) => {
    // Most of what is asked about is no path, and long.
    if (path === "" || path.length > longest) return undefined;
    // A name alone leads nowhere else.
    const normal = path.includes("/") ? posix.normalize(path) : path;
    const inRoot = normal.startsWith(`${root}/`) ? normal.slice(root.length + 1) : normal;
    return notes.has(inRoot) ? inRoot : undefined;
  };
}
