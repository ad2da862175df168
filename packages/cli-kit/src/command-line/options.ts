import { EFFORTS } from "@review/lifecycle";
// Of views only what is light: loading all of it takes longer than `--help`.
import type { GroupKey } from "@review/views";
import { REPORT_FORMATS } from "@review/views/formats";
import { UsageError } from "../errors/usage-error.ts";

/** The option `--name` with one text value; yargs alone would make a list of an option given twice. */
export function text(name: string, describe: string) {
  return {
    type: "string",
    requiresArg: true,
    describe,
    coerce: (value?: string) => single(name, value),
  } as const;
}

/** The option `--name` with one of some words. */
export function choice<Word extends string>(name: string, describe: string, choices: readonly Word[]) {
  return { ...text(name, describe), choices, coerce: (value?: Word) => single(name, value) } as const;
}

/**
 * The option `--name` with one number in decimal digits: a whole one from 1, or any from 0. For yargs it is a text: of
 * its own numbers it adds those given twice.
 */
export function number(name: string, describe: string, { whole = true } = {}) {
  const [form, least] = whole ? [/^\d+$/, 1] : [/^\d+(?:\.\d+)?$/, 0];
  const coerce = (value?: string) => {
    const written = single(name, value);
    if (written === undefined) return undefined;
    const given = form.test(written) ? Number(written) : Number.NaN;
    if (given >= least && given <= Number.MAX_SAFE_INTEGER) return given;
    const kind = whole ? "a whole number" : "a number";
    throw new UsageError(`--${name} must be ${kind} of at least ${least}, not ${JSON.stringify(written)}`);
  };
  return { type: "string", requiresArg: true, describe, coerce } as const;
}

/**
 * An option that may be given several times, with one value each. Not `array` of yargs, which would swallow
 * the words that follow and refuse `-` (standard input).
 */
export function texts(describe: string) {
  return {
    type: "string",
    requiresArg: true,
    describe,
    coerce: (value?: string | string[]) => (typeof value === "string" ? [value] : value),
  } as const;
}

/** A switch, which is off unless it is given. */
export function flag(describe: string) {
  return { type: "boolean", default: false, describe } as const;
}

function single<T>(name: string, value: T | undefined): T | undefined {
  if (Array.isArray(value))
    throw new UsageError(`--${name} was given more than once (${value.join(", ")}): give it once`);
  return value;
}

/** Why something is decided, in a person's own words. `--reason`, which elsewhere is one of the reasons to be stale, is understood, too. */
export function remark(describe: string) {
  return { ...text("remark", describe), alias: "reason" } as const;
}

export const run = { ...number("run", "id of the run"), demandOption: true } as const;

export const runner = text(
  "runner",
  "who executes the review: checks, api, a client such as codex, or one of the configuration",
);
export const model = text("model", "model, as the runner knows it");
export const effort = choice("effort", "reasoning effort; makes a partition of its own", EFFORTS);
/** Without a default: then `requireModel` of the configuration decides. */
export const exactModel = {
  type: "boolean",
  describe: "only what the named model itself accepted counts",
} as const;

export const timeout = number(
  "timeout",
  "seconds one reviewer may take (default: limits.timeoutSeconds, 900)",
);
export const repair = {
  ...text("repair", "how often reviews that cannot be recorded are asked for again"),
  choices: ["0", "1"],
} as const;

export const noteArgument = { type: "string", demandOption: true, describe: "path of the note" } as const;
export const gatesArgument = { type: "string", array: true, describe: "gate ids or lenses" } as const;

export const note = texts("only this note, those of a folder or of a glob (may be repeated)");
export const where = texts("only notes whose front matter has key=value (may be repeated)");
export const allowEmpty = flag("exit with 0 where no pair was looked at");
export const limit = number("limit", "show so many at most (default: on a terminal a screenful, else all)");
export const summary = flag("only how many there are");
export const by = choice("by", "how many there are by this alone; means --summary", [
  "gate",
  "folder",
  "note",
] as const satisfies readonly GroupKey[]);
export const allGates = flag("every gate there is; with a model those without a check, as of a lens");
export const exclude = texts("leave out this gate or lens (may be repeated)");

/** What every command has that makes a report. */
export const report = {
  format: choice("format", "print a report in this format", REPORT_FORMATS),
  output: text("output", "file for that report, replaced at once; - is stdout (default)"),
} as const;
