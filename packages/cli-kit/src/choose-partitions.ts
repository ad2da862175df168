import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type ResolvedPartitions, resolvePartitions } from "@review/lifecycle";
import type { GlobalArgs } from "./command-line/command.ts";
import { UsageError } from "./errors/usage-error.ts";
import { explainPartitions } from "./output/explain-selection.ts";
import { tell } from "./output/print.ts";
import type { Io } from "./process/io.ts";
import { requireSetting, reviewerSettings } from "./settings.ts";

export interface ModelArgs extends GlobalArgs {
  model?: string | undefined;
  effort?: string | undefined;
  exactModel?: boolean | undefined;
}

/** As `choosePartitions`, where a model need not be named: undefined if it is not. */
export async function chooseNamedPartitions(
  args: ModelArgs,
  io: Io,
  corpus: Corpus,
  ledger: Ledger,
): Promise<ResolvedPartitions | undefined> {
  if (args.model !== undefined) return choosePartitions(args, io, corpus, ledger);
  const lone = (["effort", "exactModel"] as const).find((name) => args[name] !== undefined);
  if (lone === undefined) return undefined;
  throw new UsageError(
    (option) => `${option(lone)} goes with ${option("model")}: name the model that is meant`,
  );
}

/** The partitions that a command line asks for; how they were resolved is told once. Throws UsageError. */
export async function choosePartitions(
  args: ModelArgs,
  io: Io,
  corpus: Corpus,
  ledger: Ledger,
): Promise<ResolvedPartitions> {
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model);
  const { aliases, requireModel } = corpus.config;
  const exact = args.exactModel ?? requireModel;
  const partitions = await resolvePartitions(ledger, { model, effort: settings.effort, aliases, exact });
  const explanation = explainPartitions(model, partitions);
  if (explanation) tell(io, args, explanation);
  return partitions;
}
