import type { Waiver } from "@review/db";

/** The day of a time in ISO 8601, in UTC. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** Whether the newest decision about a finding waives it at a time: until the end of its last day in UTC, if it has one. */
export function holds({ kind, until }: Pick<Waiver, "kind" | "until">, now: string): boolean {
  return kind === "waived" && (until === undefined || dayOf(now) <= until);
}
