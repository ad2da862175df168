// Which decision counts as of now: times that somebody wrote, in a lock or a ledger, may be of a time to come.

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day of a time in ISO 8601, in UTC: `YYYY-MM-DD`. */
export const dayOf = (time: string): string => time.slice(0, 10);

/**
 * Says when a decision was made, as far as that has to do with what else was decided: when it says so; but what is of a day behind the next
 * one was made before all else (an empty text), or whoever wrote it would have the last word for ever. Clocks may differ by less. `today` is a
 * day in UTC, or a time of it.
 */
export function decidedBy(today: string): (at: string) => string {
  const next = new Date(Date.parse(dayOf(today)) + DAY_MS);
  // A ledger that somebody else made may say anything.
  if (Number.isNaN(next.getTime())) return (at) => at;
  const last = dayOf(next.toISOString());
  return (at) => (dayOf(at) > last ? "" : at);
}

/**
 * Whether what is written elsewhere was decided after what a ledger knows: it is later, and not of a time to come by the ledger's own
 * clock. Here nothing is given to clocks that differ, as `decidedBy` does: a ledger writes its own time for what it takes in, and would take in the same
 * again and again until its time has come.
 */
export const isDecidedAfter = (at: string, known: string, now: string): boolean => at > known && at <= now;
