import { randomBytes } from "node:crypto";

/** A name beside a file for its next text, until that is complete. */
export function temporaryName(path: string): string {
  return `${path}.${randomBytes(4).toString("hex")}.tmp`;
}

/** Whether a file is called so. */
export function isTemporaryName(path: string): boolean {
  return /\.json\.[0-9a-f]{8}\.tmp$/.test(path);
}
