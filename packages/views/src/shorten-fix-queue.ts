import type { FixEntry, FixQueueDocument } from "./fix-queue-document.ts";

/**
 * The first findings of a queue, at most so many, with what they stand in; says how many more there are. What has none takes
 * no room, and is left out nowhere.
 */
export function shortenFixQueue({ warns, leftOut }: FixQueueDocument, limit: number): FixQueueDocument {
  let left = limit;
  let more = 0;
  const shown: FixEntry[] = [];
  for (const entry of warns) {
    const findings = entry.findings.slice(0, left);
    if (left > 0 || entry.findings.length === 0) shown.push({ ...entry, findings });
    left -= findings.length;
    more += entry.findings.length - findings.length;
  }
  return { warns: shown, ...(more > 0 && { more }), leftOut };
}
