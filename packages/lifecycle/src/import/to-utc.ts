/** A time of the old ledger, UTC, ISO 8601 with milliseconds. */
export interface OldTime {
  utc: string;
  /** It stood there without an offset and was taken for UTC. */
  isAssumed: boolean;
}

const FORM =
  /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d)?)?\s*$/i;

/** Reads a local ISO 8601 time with an offset; finer parts than milliseconds are cut off. Undefined if it is none. */
export function toUtc(text: string | null): OldTime | undefined {
  const match = FORM.exec(text ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = "00", fraction = "", z, sign, hours, minutes = "00"] =
    match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
  const at = new Date(local);
  // `Date` turns the 30th of February into a day of March.
  if (Number.isNaN(at.getTime()) || at.toISOString() !== local) return undefined;
  const offset = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  if (Math.abs(offset) > 18 * 60 || Number(minutes) > 59) return undefined;
  const utc = new Date(at.getTime() - offset * 60_000).toISOString();
  // Beyond the years 0 to 9999 there are more digits, which a ledger has no place for.
  if (utc.length !== local.length) return undefined;
  return { utc, isAssumed: z === undefined && sign === undefined };
}
