import type { Corpus } from "@review/corpus";
import { EFFORTS } from "@review/lifecycle";
import { UsageError } from "./errors/usage-error.ts";
import type { Io } from "./process/io.ts";

interface ReviewerArgs {
  runner?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
}

/** A setting without the white space around it; undefined if nothing is left. */
export const nonBlank = (text: string | undefined) => text?.trim() || undefined;

/**
 * Runner, model and effort as asked for: flags beat the environment (`REVIEW_RUNNER`, `REVIEW_MODEL`,
 * `REVIEW_EFFORT`), that beats the configuration's `defaults`. What is named nowhere is undefined. Throws
 * UsageError for a flag that is given but blank, and for an effort that makes no partition.
 */
export function reviewerSettings(
  args: ReviewerArgs,
  { environment }: Pick<Io, "environment">,
  { config: { defaults } }: { config: Pick<Corpus["config"], "defaults"> },
): ReviewerArgs {
  const settle = (name: keyof ReviewerArgs) => {
    const flag = args[name];
    if (flag?.trim() === "") throw new UsageError((option) => `${option(name)} is empty: name one`);
    return nonBlank(flag) ?? nonBlank(environment[variableOf(name)]) ?? nonBlank(defaults[name]);
  };
  const effort = settle("effort");
  if (effort !== undefined && !EFFORTS.some((known) => known === effort)) {
    throw new UsageError(
      `the effort ${JSON.stringify(effort)} (REVIEW_EFFORT or defaults.effort) is none of ${EFFORTS.join(", ")}`,
    );
  }
  const model = settle("model");
  if (model?.includes(",")) {
    throw new UsageError(
      (option) => `${option("model")} ${model} is a list, and one model is asked about at a time: name one`,
    );
  }
  return { runner: settle("runner"), model, effort };
}

/** Whether the command line or the environment names a setting; else it comes from the repository, if from anywhere. */
export function isNamedByUser(
  name: keyof ReviewerArgs,
  args: ReviewerArgs,
  { environment }: Pick<Io, "environment">,
): boolean {
  return (nonBlank(args[name]) ?? nonBlank(environment[variableOf(name)])) !== undefined;
}

const variableOf = (name: keyof ReviewerArgs) => `REVIEW_${name.toUpperCase()}`;

/** A setting that a command cannot do without. Throws UsageError with the ways to give it. */
export function requireSetting(name: "runner" | "model", value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(
    (option) =>
      `no ${name} was named: give ${option(name)}, set ${variableOf(name)}, or put defaults.${name} into review.config.json`,
  );
}
