import { randomBytes } from "node:crypto";

/**
 * A new token for one prompt: 8 random lower-case hex digits. No note can know it beforehand, which is what makes
 * the sentinels of the answer unforgeable.
 */
export function newToken(random: (size: number) => Uint8Array = randomBytes): string {
  return Array.from(random(4), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
