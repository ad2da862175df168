import { statSync } from "node:fs";

/** What tells a file from another one in its place: device and inode; undefined if there is none to be seen. */
export function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
