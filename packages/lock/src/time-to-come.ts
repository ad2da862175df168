const DAY_MS = 24 * 60 * 60 * 1000;

/** A day as decisions are looked at on it: `YYYY-MM-DD`, UTC. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/**
 * Says when a decision was made, as far as that has to do with what else was decided: when it says so; but what is of a day behind the next
 * one was made before all else (an empty text), or whoever wrote it would have the last word for ever. Clocks may differ by less.
 */
export function decidedBy(today: string): (at: string) => string {
  const next = new Date(Date.parse(today) + DAY_MS);
  // A ledger that somebody else made may say anything.
  if (Number.isNaN(next.getTime())) return (at) => at;
  const last = dayOf(next);
  return (at) => (at.slice(0, 10) > last ? "" : at);
}
