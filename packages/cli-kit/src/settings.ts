import type { Corpus } from "@review/corpus";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

interface ReviewerArgs {
  runner?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
}

const nonBlank = (text: string | undefined) => (text?.trim() ? text.trim() : undefined);

/**
 * Runner, model and effort as asked for: flags beat the environment (`REVIEW_RUNNER`, `REVIEW_MODEL`,
 * `REVIEW_EFFORT`), that beats the configuration's `defaults`. What is named nowhere is undefined. Throws
 * UsageError for a flag that is given but blank.
 */
export function reviewerSettings(args: ReviewerArgs, { environment }: Io, { config }: Corpus): ReviewerArgs {
  for (const name of ["runner", "model", "effort"] as const) {
    if (args[name] !== undefined && !nonBlank(args[name]))
      throw new UsageError(`--${name} is empty: name one`);
  }
  const { defaults } = config;
  return {
    runner: nonBlank(args.runner) ?? nonBlank(environment.REVIEW_RUNNER) ?? nonBlank(defaults.runner),
    model: nonBlank(args.model) ?? nonBlank(environment.REVIEW_MODEL) ?? nonBlank(defaults.model),
    effort: nonBlank(args.effort) ?? nonBlank(environment.REVIEW_EFFORT) ?? nonBlank(defaults.effort),
  };
}

/** A setting that a command cannot do without. Throws UsageError with the ways to give it. */
export function requireSetting(name: "runner" | "model", value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(
    `no ${name} was named: give --${name}, set REVIEW_${name.toUpperCase()}, or put defaults.${name} into review.config.json`,
  );
}
