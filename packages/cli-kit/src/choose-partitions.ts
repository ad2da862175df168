import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type ResolvedPartitions, resolvePartitions } from "@review/lifecycle";
import type { GlobalArgs } from "./command-line/command.ts";
import { UsageError } from "./errors/usage-error.ts";
import { explainPartitions } from "./output/explain-selection.ts";
import { explainUnknownModel } from "./output/explain-unknown-model.ts";
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
  for (const line of await explainModel(ledger, model, partitions)) tell(io, args, line);
  return partitions;
}

/** What a model's name stands for, and which name was perhaps meant where the ledger knows nothing of it; a line each. */
export async function explainModel(
  ledger: Ledger,
  model: string,
  partitions: ResolvedPartitions,
): Promise<string[]> {
  const strange = await explainUnknownModel(ledger, model, partitions);
  const explanation = explainPartitions(model, partitions);
  return [
    ...(explanation === undefined ? [] : [explanation]),
    ...(strange?.meant === undefined ? [] : [`${strange.nothing}: ${strange.meant}`]),
  ];
}
