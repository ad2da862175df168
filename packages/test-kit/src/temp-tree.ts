import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { scratchFolder } from "./scratch-folder.ts";

/** What to put at a path: text, bytes, a symlink to `link` (absolute, or relative to the folder it stands in), or a pipe. */
export type TreeEntry = string | Uint8Array | { link: string } | typeof PIPE;

/** A named pipe that nobody writes to. */
export const PIPE = { pipe: true };

/** Makes a folder with these files, removed when the test ends; returns its real path. A name ending in `/` is a folder. */
export async function createTree(entries: Record<string, TreeEntry>): Promise<string> {
  const root = scratchFolder();
  for (const [name, entry] of Object.entries(entries)) {
    const path = join(root, name);
    await mkdir(name.endsWith("/") ? path : dirname(path), { recursive: true });
    if (name.endsWith("/")) continue;
    if (typeof entry === "string" || entry instanceof Uint8Array) await writeFile(path, entry);
    else if ("link" in entry) await symlink(entry.link, path);
    else execFileSync("mkfifo", [path]);
  }
  return root;
}

/** The `code` and message a promise is rejected with, as `code: message`. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "resolved",
    (error: unknown) =>
      error instanceof Error && "code" in error ? `${error.code}: ${error.message}` : String(error),
  );
}
