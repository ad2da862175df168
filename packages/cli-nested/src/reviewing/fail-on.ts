import type { AcceptableDecision } from "@review/db";

/** Whether decisions are at or above what `--fail-on` names. */
export function isAtLeast(decisions: Iterable<AcceptableDecision>, failOn: string | undefined): boolean {
  const bad: readonly string[] = failOn === "warn" ? ["warn", "fail"] : failOn === "fail" ? ["fail"] : [];
  return [...decisions].some((decision) => bad.includes(decision));
}
