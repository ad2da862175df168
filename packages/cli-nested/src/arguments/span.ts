import { option, UsageError } from "@review/cli-kit";

const MS_OF = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The option `--name` with one span of time such as 90s, 30m, 6h or 7d; its value is in milliseconds. */
export function oneSpan(name: string, describe: string) {
  const text = option.text(name, `${describe}, e.g. 90s, 30m, 6h, 7d`);
  const coerce = (value?: string) => {
    const written = text.coerce(value);
    return written === undefined ? undefined : parseSpan(written, `--${name}`);
  };
  return { ...text, coerce } as const;
}

const FORM = "a span such as 90s, 30m, 6h or 7d";

/** Reads 90s, 30m, 6h or 7d as milliseconds. Throws UsageError that says what was given, and in which `form` it can be. */
export function parseSpan(text: string, what: string, form = FORM): number {
  const [, amount = "", unit = ""] = /^(\d{1,9})([smhd])$/.exec(text.trim()) ?? [];
  const ms = Object.entries(MS_OF).find(([letter]) => letter === unit)?.[1];
  if (ms === undefined) {
    throw new UsageError(`${what} must be ${form}, not ${JSON.stringify(text)}`);
  }
  return Number(amount) * ms;
}
