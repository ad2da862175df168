import { count, oneLine } from "@review/cli-kit";

/** That reviews are asked for again, and the first of the reasons. */
export function describeRepair(pairs: number, [first = "", ...more]: readonly string[]): string {
  const others = more.length === 0 ? "" : ` (and ${count(more.length, "more problem")})`;
  return `asking again for ${count(pairs, "review")} that cannot be recorded: ${oneLine(first)}${others}`;
}
