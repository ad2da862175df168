const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;

/** Milliseconds in their largest unit, rounded down: `41 s`, `3 min`, `5 h`, `12 d`; below one second `0 s`. */
export function describeSpan(ms: number): string {
  const [size, name] = UNITS.find(([least]) => ms >= least) ?? [1000, "s"];
  return `${Math.max(Math.floor(ms / size), 0)} ${name}`;
}

/** How long ago a time (UTC, ISO 8601) was: `3 h ago`. */
export function describeAge(time: string, now: Date): string {
  return `${describeSpan(now.getTime() - Date.parse(time))} ago`;
}

/** A time (UTC, ISO 8601) for a person, to the minute: `2026-03-01 12:00 UTC`. */
export function describeTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
