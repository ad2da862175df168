import { FINDING_SEVERITIES, type FindingSeverity, type Waiver } from "@review/db";

/** A decision that lets a finding stand. */
export type Waived = Extract<Waiver, { kind: "waived" }>;

/** The day of a time in ISO 8601, in UTC. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** Whether a text is a day that there is, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  // What JavaScript takes for a later day, such as the 30th of February, is none.
  return !Number.isNaN(time) && dayOf(new Date(time).toISOString()) === text;
}

/** Whether the newest decision about a finding waives it at a time: until the end of its last day in UTC, if it has one. */
export function holds(waiver: Waiver, now: string): waiver is Waived {
  return waiver.kind === "waived" && (waiver.until === undefined || dayOf(now) <= waiver.until);
}

/** Whether a waiver is of a finding that is as bad: of a worse one under the same key nobody has decided anything. */
export function covers(waiver: Pick<Waived, "severity">, severity: FindingSeverity): boolean {
  return FINDING_SEVERITIES.indexOf(severity) <= FINDING_SEVERITIES.indexOf(waiver.severity);
}
