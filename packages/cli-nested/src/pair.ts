import {
  explainPartition,
  type GlobalArgs,
  type Io,
  requireSetting,
  reviewerSettings,
  tell,
} from "@review/cli-kit";
import { type Corpus, readNote, resolveGates, resolveNotePath } from "@review/corpus";
import { type AcceptanceEvent, type Ledger, listAcceptanceEvents, type ModelId } from "@review/db";
import { resolvePartition } from "@review/lifecycle";

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
): Promise<ModelId> {
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model);
  const { aliases } = corpus.config;
  const partition = await resolvePartition(ledger, { model, effort: settings.effort, aliases });
  const explanation = explainPartition(model, partition);
  if (explanation) tell(io, args, explanation);
  return partition.modelId;
}

/** A note and one gate as they are now. Throws the errors of the corpus for what is not there. */
export async function readPair(corpus: Corpus, io: Io, { note, gate }: { note: string; gate: string }) {
  const [found] = await resolveGates(corpus, [gate]);
  if (!found) throw new Error(`gate ${gate} was resolved to nothing`);
  return { note: await readNote(corpus, await resolveNotePath(corpus, note, io.cwd)), gate: found };
}

/** The newest acceptance of a pair under a partition, and the override of its verdict, if a person made one. */
export async function newestAcceptance(
  ledger: Ledger,
  pair: { notePath: string; gateId: string; modelId: ModelId },
): Promise<{ newest: AcceptanceEvent; override?: AcceptanceEvent } | undefined> {
  const events = await listAcceptanceEvents(ledger, pair);
  const newest = events.at(-1);
  if (!newest) return undefined;
  // An override stands until the pair is reviewed again: acknowledgements carry the same review on.
  const override = events.findLast(
    (event) =>
      event.acceptanceKind === "manual-override" && event.acceptedReviewId === newest.acceptedReviewId,
  );
  return override ? { newest, override } : { newest };
}
