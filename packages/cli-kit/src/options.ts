import { UsageError } from "./usage-error.ts";

/** The option `--name` with one text value; yargs alone would make a list of an option given twice. */
export function oneText(name: string, describe: string) {
  return {
    type: "string",
    requiresArg: true,
    describe,
    coerce: (value?: string) => single(name, value),
  } as const;
}

/** The option `--name` with one number of at least `least`. */
export function oneNumber(
  name: string,
  describe: string,
  { least = 1, whole = true }: { least?: number; whole?: boolean } = {},
) {
  const coerce = (value?: number) => {
    const number = single(name, value);
    const fits =
      number === undefined ||
      (number >= least && (whole ? Number.isInteger(number) : Number.isFinite(number)));
    if (!fits)
      throw new UsageError(`--${name} must be ${whole ? "a whole number" : "a number"} of at least ${least}`);
    return number;
  };
  return { type: "number", requiresArg: true, describe, coerce } as const;
}

/** An option that may be given several times, with one value each. */
export function manyTexts(describe: string) {
  return { type: "string", array: true, nargs: 1, describe } as const;
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
  choices: ["low", "medium", "high", "xhigh"],
} as const;

/** Which notes. */
export const noteOption = manyTexts("only this note (may be repeated)");
export const whereOption = manyTexts("only notes whose front matter has key=value (may be repeated)");
export const allGatesOption = { type: "boolean", default: false, describe: "every gate there is" } as const;
