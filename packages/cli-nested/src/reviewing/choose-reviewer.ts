import { type Io, requireSetting, reviewerSettings, UsageError } from "@review/cli-kit";
import type { Corpus, Gate } from "@review/corpus";
import { modelPartition } from "@review/lifecycle";
import { findRunner, type Runner, toRequestedGate } from "@review/runner";

export interface ReviewerArgs {
  runner?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
  timeout?: number | undefined;
  dryRun?: boolean | undefined;
  failOn?: string | undefined;
}

/** Runner, model and effort of a command line. A runner without a model has its own name as partition. */
export function chooseReviewer(
  args: ReviewerArgs,
  io: Io,
  corpus: Corpus,
): { runner: Runner; model: string; effort?: string | undefined } {
  const settings = reviewerSettings(args, io, corpus);
  const runner = findRunner(requireSetting("runner", settings.runner), corpus.config.runners);
  if (runner.usesModel) {
    const model = requireSetting("model", settings.model);
    // A name that makes no partition is refused before anything is opened.
    modelPartition(model, { effort: settings.effort, aliases: corpus.config.aliases });
    return { runner, model, effort: settings.effort };
  }
  if ((args.model !== undefined && args.model !== runner.name) || args.effort !== undefined) {
    throw new UsageError(`the runner ${runner.name} judges without a model: leave out --model and --effort`);
  }
  return { runner, model: runner.name };
}

/** Those of the gates that a runner can judge; throws UsageError if there is none. */
export function judgeableGates(runner: Runner, gates: readonly Gate[]): Gate[] {
  const judgeable = gates.filter((gate) => runner.canJudge(toRequestedGate(gate)));
  if (gates.length > 0 && judgeable.length === 0) {
    throw new UsageError(
      `the runner ${runner.name} can judge none of the gates: it needs gates that name a command as \`check:\``,
    );
  }
  return judgeable;
}
