import {
  type Io,
  isNamedByUser,
  requireSetting,
  reviewerSettings,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { type Corpus, DEFAULTS_SUBJECT, type Gate, requestsOf, runnerSubject } from "@review/corpus";
import { modelPartition } from "@review/lifecycle";
import { findRunner, type Runner, type SecondReviewer, toRequestedGate } from "@review/runner";

export interface ReviewerArgs {
  runner?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
  formatHint?: string | undefined;
  exactModel?: boolean | undefined;
  timeout?: number | undefined;
  repair?: string | undefined;
  dryRun?: boolean | undefined;
  failOn?: string | undefined;
  confirm?: string | undefined;
}

/** Who reviews, as a command line and what stands behind it say. */
export interface ChosenReviewer {
  runner: Runner;
  model: string;
  /** The model as it was named, by which the same is chosen again elsewhere. */
  named: string;
  effort?: string | undefined;
  /** That a run which another model answered fails. */
  requireModel: boolean;
  /** Whether reviews that cannot be recorded are asked for once more. */
  repair: boolean;
  /** Who is asked whether what was found holds. */
  second?: SecondReviewer | undefined;
  /** What of the repository's configuration the choice uses. */
  subjects: string[];
}

/** Runner, model and effort of a command line. A runner without a model has its own name as partition. */
export async function chooseReviewer(args: ReviewerArgs, io: Io, corpus: Corpus): Promise<ChosenReviewer> {
  const settings = reviewerSettings(args, io, corpus);
  const found = await findRunner(requireSetting("runner", settings.runner), corpus.config.runners);
  const byDefault = isNamedByUser("runner", args, io) ? [] : [DEFAULTS_SUBJECT];
  const subjects = [...byDefault, runnerSubject(found.name)];
  const requireModel = args.exactModel ?? corpus.config.requireModel;
  const repair = args.repair !== "0";
  if (found.usesModel) {
    // What a runner's own entry says is nearer than the defaults of all.
    const ofRunner = isNamedByUser("model", args, io) ? undefined : found.defaultModel;
    const named = requireSetting("model", ofRunner ?? settings.model);
    const { runner, model } = found.forModel?.(named) ?? { runner: found, model: named };
    // A name that makes no partition is refused before anything is opened.
    modelPartition(model, { effort: settings.effort, aliases: corpus.config.aliases });
    const told = args.formatHint === undefined ? runner : inJson(runner);
    const second = chooseSecond(args, found, corpus);
    return { runner: told, model, named, effort: settings.effort, requireModel, repair, second, subjects };
  }
  if (args.confirm !== undefined)
    throw new UsageError(`what ${found.name} finds needs no second opinion: leave out --confirm`);
  const runner = found;
  if (args.formatHint !== undefined) inJson(runner);
  if ((args.model !== undefined && args.model !== runner.name) || args.effort !== undefined) {
    throw new UsageError(`the runner ${runner.name} judges without a model: leave out --model and --effort`);
  }
  return { runner, model: runner.name, named: runner.name, requireModel, repair, subjects };
}

/** The runner told to answer in JSON, the only form there is beside the bundle. Throws UsageError. */
function inJson({ name, asJson }: Runner): Runner {
  if (asJson) return asJson();
  throw new UsageError(
    (option) => `${option("formatHint")} is for \`api\`: nobody can hold ${name} to a form of its answers`,
  );
}

/** The same runner asks another model. */
function chooseSecond({ confirm }: ReviewerArgs, found: Runner, corpus: Corpus): SecondReviewer | undefined {
  if (confirm === undefined) return undefined;
  if (confirm.trim() === "") throw new UsageError((option) => `${option("confirm")} is empty: name a model`);
  const { runner, model } = found.forModel?.(confirm) ?? { runner: found, model: confirm };
  return { runner, model, modelId: modelPartition(model, { aliases: corpus.config.aliases }) };
}

/**
 * Settles, before anything is started, that the user agreed to what the repository names for this reviewer and these
 * gates. Throws as `Consent.require`.
 */
export async function requireConsent(
  { consent, corpus }: Pick<Workspace, "consent" | "corpus">,
  { runner, subjects }: Pick<ChosenReviewer, "runner" | "subjects">,
  gates: readonly Gate[],
): Promise<void> {
  const checks = runner.usesModel ? [] : gates.map(({ path }) => path);
  const used = [...subjects, ...checks];
  // Most repositories name nothing, and what asks, and all other gates, need not be read then.
  if (!requestsOf(corpus, gates).some(({ subject }) => used.includes(subject))) return;
  await consent.require(used, gates);
}

/** Those of the gates that a runner can judge; throws UsageError if there is none. */
export function judgeableGates(runner: Runner, gates: readonly Gate[]): Gate[] {
  const judgeable = gates.filter((gate) => runner.canJudge(toRequestedGate(gate)));
  requireJudgeable(runner, judgeable);
  return judgeable;
}

/** Throws UsageError if no gate is left that a runner can judge. */
export function requireJudgeable(runner: Runner, judgeable: readonly Gate[]): void {
  if (judgeable.length > 0) return;
  throw new UsageError(
    `the runner ${runner.name} can judge none of the gates: it needs gates that name a command as \`check:\``,
  );
}
