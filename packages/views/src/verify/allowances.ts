import type { StaleAllowance } from "@review/corpus";
import type { UnmetKind } from "./decide-pair.ts";
import type { IdleAllowance, VerifiedPair } from "./verification.ts";

/**
 * Lets pairs pass that may be stale or missing until the end of a day (`YYYY-MM-DD`, UTC), and tells of the allowances that let none
 * pass. Whether there is a pair of that name only whoever has looked at all pairs can say (`isWhole`).
 */
export function useAllowances(
  pairs: readonly VerifiedPair[],
  allowances: readonly StaleAllowance[],
  { today, isWhole }: { today: string; isWhole: boolean },
): { pairs: VerifiedPair[]; idle: IdleAllowance[] } {
  const holding = new Map<string, StaleAllowance>();
  for (const allowance of allowances) {
    const key = keyOf(allowance.note, allowance.gate);
    const known = holding.get(key);
    if (allowance.until >= today && !(known && known.until >= allowance.until)) holding.set(key, allowance);
  }
  const used = new Set<string>();
  const seen = new Set<string>();
  const named = new Set(allowances.map(({ note, gate }) => keyOf(note, gate)));
  const passed = pairs.map((pair) => {
    if (named.size === 0) return pair;
    const key = keyOf(pair.notePath, pair.gate.id);
    if (named.has(key)) seen.add(key);
    const allowance = pair.unmet && CAN_WAIT.includes(pair.unmet.kind) ? holding.get(key) : undefined;
    if (allowance) used.add(key);
    return allowance ? { ...pair, allowance } : pair;
  });
  const idle = allowances.flatMap((allowance): IdleAllowance[] => {
    const key = keyOf(allowance.note, allowance.gate);
    if (allowance.until < today) return [{ ...allowance, why: "past" }];
    if (used.has(key)) return [];
    if (seen.has(key)) return [{ ...allowance, why: "not-needed" }];
    return isWhole ? [{ ...allowance, why: "no-pair" }] : [];
  });
  return { pairs: passed, idle };
}

const CAN_WAIT: readonly UnmetKind[] = ["stale", "missing"];

const keyOf = (note: string, gate: string) => `${note}\0${gate}`;
