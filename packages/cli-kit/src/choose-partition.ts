import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type ResolvedPartition, resolvePartition } from "@review/lifecycle";
import type { GlobalArgs } from "./command-line/command.ts";
import { explainPartition } from "./output/explain-selection.ts";
import { tell } from "./output/print.ts";
import type { Io } from "./process/io.ts";
import { requireSetting, reviewerSettings } from "./settings.ts";

export interface ModelArgs extends GlobalArgs {
  model?: string | undefined;
  effort?: string | undefined;
}

/** The partition that a command line asks for; how it was resolved is told once. Throws UsageError. */
export async function choosePartition(
  args: ModelArgs,
  io: Io,
  corpus: Corpus,
  ledger: Ledger,
): Promise<ResolvedPartition> {
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model);
  const { aliases } = corpus.config;
  const partition = await resolvePartition(ledger, { model, effort: settings.effort, aliases });
  const explanation = explainPartition(model, partition);
  if (explanation) tell(io, args, explanation);
  return partition;
}
