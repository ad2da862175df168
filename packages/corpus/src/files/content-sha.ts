import { hash } from "node:crypto";

/** The content sha: SHA-256 over the exact bytes (a string stands for its UTF-8 bytes), 64 lower-case hex digits. */
export function contentSha(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex");
}
