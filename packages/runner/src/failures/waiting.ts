/** A longer wait is no sweep's: a person decides, or what starts sweeps. */
export const LONGEST_WAIT_SECONDS = 3600;
/** What is more than the "few minutes" that everybody is told. */
export const LONG_WAIT_SECONDS = 600;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How long a service asks to wait, in words, rounded up. */
export function describeWait(seconds: number): string {
  if (seconds < 2 * HOUR) return `${Math.ceil(seconds / MINUTE)} minutes`;
  return seconds < 2 * DAY ? `${Math.ceil(seconds / HOUR)} hours` : `${Math.ceil(seconds / DAY)} days`;
}
