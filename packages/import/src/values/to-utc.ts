/** A time of the old ledger, UTC, ISO 8601 with milliseconds. */
export interface OldTime {
  utc: string;
  /** It stood there without an offset and was taken for UTC. */
  isAssumed: boolean;
}

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/i;

/** The longest offset there is, with some room: minutes. */
const MAX_OFFSET = 18 * 60;

/** Reads a local ISO 8601 time with an offset; finer parts than milliseconds are cut off. Undefined if it is none. */
export function toUtc(text: string | null): OldTime | undefined {
  const match = text === null ? null : FORM.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", z, sign, hours, minutes = "0"] =
    match;
  const offset = sign === undefined ? 0 : Number(hours) * 60 + Number(minutes);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (offset > MAX_OFFSET || Number(minutes) > 59) return undefined;
  const at = new Date(0);
  // Not `Date.UTC`, which takes the years 0 to 99 for 1900 to 1999.
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day)) return undefined;
  const minuteOfDay = Number(minute) - (sign === "-" ? -offset : offset);
  at.setUTCHours(Number(hour), minuteOfDay, Number(second), Number(fraction.padEnd(3, "0").slice(0, 3)));
  const utc = at.toISOString();
  // Beyond the years 0 to 9999 there are more digits, which a ledger has no place for.
  if (utc.length !== "0000-00-00T00:00:00.000Z".length) return undefined;
  return { utc, isAssumed: z === undefined && sign === undefined };
}
