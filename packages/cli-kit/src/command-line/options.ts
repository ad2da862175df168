import { EFFORTS } from "@review/lifecycle";
import { UsageError } from "../errors/usage-error.ts";

/** The option `--name` with one text value; yargs alone would make a list of an option given twice. */
export function oneText(name: string, describe: string) {
  return {
    type: "string",
    requiresArg: true,
    describe,
    coerce: (value?: string) => single(name, value),
  } as const;
}

/**
 * The option `--name` with one number of at least `least`, in decimal digits. For yargs it is a text: of its
 * own numbers it adds those given twice.
 */
export function oneNumber(
  name: string,
  describe: string,
  { least = 1, whole = true }: { least?: number; whole?: boolean } = {},
) {
  const form = whole ? /^\d+$/ : /^\d+(?:\.\d+)?$/;
  const coerce = (value?: string) => {
    const text = single(name, value);
    if (text === undefined) return undefined;
    const number = form.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= Number.MAX_SAFE_INTEGER) return number;
    const kind = whole ? "a whole number" : "a number";
    throw new UsageError(`--${name} must be ${kind} of at least ${least}, not ${JSON.stringify(text)}`);
  };
  return { type: "string", requiresArg: true, describe, coerce } as const;
}

/**
 * An option that may be given several times, with one value each. Not `array` of yargs, which would swallow
 * the words that follow and refuse `-` (standard input).
 */
export function manyTexts(describe: string) {
  return {
    type: "string",
    requiresArg: true,
    describe,
    coerce: (value?: string | string[]) => (typeof value === "string" ? [value] : value),
  } as const;
}

function single<T>(name: string, value: T | undefined): T | undefined {
  if (Array.isArray(value))
    throw new UsageError(`--${name} was given more than once (${value.join(", ")}): give it once`);
  return value;
}

/** The id of a run. */
export const runOption = { ...oneNumber("run", "id of the run"), demandOption: true } as const;

/** Who reviews. */
export const runnerOption = oneText(
  "runner",
  "who executes the review: checks, claude-code, codex, or one of the configuration",
);
export const modelOption = oneText("model", "model, as the runner knows it");
export const effortOption = {
  ...oneText("effort", "reasoning effort; makes a partition of its own"),
  choices: EFFORTS,
} as const;
/** Without a default: then `requireModel` of the configuration decides. */
export const exactModelOption = {
  type: "boolean",
  describe: "only what the named model itself accepted counts",
} as const;

/** Which notes. */
export const noteOption = manyTexts("only this note (may be repeated)");
export const whereOption = manyTexts("only notes whose front matter has key=value (may be repeated)");
export const allowEmptyOption = {
  type: "boolean",
  default: false,
  describe: "exit with 0 where no pair was looked at",
} as const;
export const allGatesOption = { type: "boolean", default: false, describe: "every gate there is" } as const;
