import { option, UsageError } from "@review/cli-kit";
import { parseSpan } from "./span.ts";

const FORM = "a day such as 2026-01-31 (in UTC), or a span before now such as 90s, 30m, 6h or 7d";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The option `--since`: a day (its beginning in UTC) or a span before now, as a time (UTC, ISO 8601 with milliseconds). */
export function since(describe: string, now = () => new Date()) {
  const text = option.text("since", `${describe}: a day (YYYY-MM-DD, in UTC), or a span such as 6h or 30d`);
  const coerce = (value?: string): string | undefined => {
    const written = text.coerce(value)?.trim();
    if (written === undefined) return undefined;
    if (!DAY.test(written)) return before(now(), parseSpan(written, "--since", FORM)).toISOString();
    const day = new Date(`${written}T00:00:00.000Z`);
    // A day that there is not, such as February 30, is read as a later one or as none.
    if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(written))
      throw new UsageError(`--since must be ${FORM}; there is no day ${JSON.stringify(written)}`);
    return day.toISOString();
  };
  return { ...text, coerce } as const;
}

/** As far back as a time can be written, if the span reaches further. */
function before(now: Date, ms: number): Date {
  return new Date(Math.max(now.getTime() - ms, 0));
}
