import { createHash } from "node:crypto";

/** A key of a finding: the same for all who find the same words in the same note, whenever and wherever. */
export type KeyOf = (words: string) => string;

/**
 * Makes keys that are not taken and differ from each other: 16 hex digits of the SHA-256 of note, gate, words, and the least
 * number with which the key is free.
 */
export function newKeys(notePath: string, gateId: string, taken: ReadonlySet<string>): KeyOf {
  const tried = new Map<string, number>();
  return (words) => {
    for (let number = tried.get(words) ?? 0; ; number += 1) {
      const named = JSON.stringify([notePath, gateId, words, number]);
      const key = createHash("sha256").update(named).digest("hex").slice(0, 16);
      if (taken.has(key)) continue;
      tried.set(words, number + 1);
      return key;
    }
  };
}
