import { FINDING_SEVERITIES, type FindingSeverity, type Waiver } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { dayOf } from "@review/db/guards";

/** A decision that lets a finding stand. */
export type Waived = Extract<Waiver, { kind: "waived" }>;

/** Whether a text is a day that there is, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  // What JavaScript takes for a later day, such as the 30th of February, is none.
  return !Number.isNaN(time) && dayOf(new Date(time).toISOString()) === text;
}

/** How far a waiver goes: to the end of a day in UTC, `YYYY-MM-DD`, and up to a severity. What is not said has no end. */
export type WaiverReach = Partial<Pick<Waived, "severity" | "until">>;

const REACH = { severity: "text?", until: "text?" } as const;
const ASKED = { severity: "text", now: "text" } as const;

/** Whether a waiver keeps a finding from counting at a time or on a day. Throws InvalidInputError for what is none. */
export function waives(waiver: WaiverReach, severity: FindingSeverity, now: string): boolean {
  checkFields(waiver, "waiver", REACH);
  checkFields({ severity, now }, "waives", ASKED);
  return !hasEnded(waiver.until, now) && covers(waiver, severity);
}

/** Whether the last day of a waiver, if it has one, is over. */
export const hasEnded = (until: string | undefined, now: string): boolean =>
  until !== undefined && until < dayOf(now);

/** Whether the newest decision about a finding waives it at a time. */
export function holds(waiver: Waiver, now: string): waiver is Waived {
  return waiver.kind === "waived" && !hasEnded(waiver.until, now);
}

/** Whether a waiver is of a finding that is as bad: of a worse one under the same key nobody has decided anything. */
export function covers(
  { severity: worst }: Pick<WaiverReach, "severity">,
  severity: FindingSeverity,
): boolean {
  return worst === undefined || FINDING_SEVERITIES.indexOf(severity) <= FINDING_SEVERITIES.indexOf(worst);
}
