import { findNearestName } from "@review/corpus";
import { type Ledger, listAcceptedPartitions, type ModelId } from "@review/db";
import { findPartition, type ResolvedPartitions } from "@review/lifecycle";

/** What is to be said of a model of which the ledger knows nothing. */
export interface UnknownModel {
  nothing: string;
  /** A question after a model that it does know, if one has a similar name. */
  meant?: string;
}

/** Whether the ledger knows nothing of all that a model's name stands for: undefined if it knows something. */
export async function explainUnknownModel(
  ledger: Ledger,
  model: string,
  { modelId, partitions }: Pick<ResolvedPartitions, "modelId" | "partitions">,
): Promise<UnknownModel | undefined> {
  const recorded = await listAcceptedPartitions(ledger);
  if (partitions.some((each) => recorded.includes(each))) return undefined;
  const nothing = `nothing was ever accepted under ${model}`;
  const other = otherProvider(model, modelId, recorded);
  const kin = other === undefined ? findKin(modelId, recorded) : [other];
  const nearest = kin.length > 0 ? undefined : await findNearestName(modelId, recorded);
  const names = nearest === undefined ? kin : [nearest];
  return names.length === 0 ? { nothing } : { nothing, meant: `did you mean ${listSome(names)}?` };
}

/** Those that are called the same with more to it, or with less: `toy` and `toy-1b`, `claude-opus-4-8` and `opus`. */
function findKin(modelId: ModelId, recorded: readonly ModelId[]): ModelId[] {
  const asked = modelId.split("-");
  return recorded.filter((each) => {
    const parts = each.split("-");
    return holdsInOrder(parts, asked) || holdsInOrder(asked, parts);
  });
}

/** Numbers alone are no name. */
function holdsInOrder(all: readonly string[], parts: readonly string[]): boolean {
  let at = -1;
  return (
    parts.some((part) => /[a-z]{2}/i.test(part)) &&
    parts.every((part) => {
      at = all.indexOf(part, at + 1);
      return at !== -1;
    })
  );
}

/** Names asked about before the rest is left out. */
const LISTED = 3;

const listSome = (names: readonly string[]) =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(", ")} …` : names.join(" or ");

/** The same model with another provider's name in front, or with none: `qwen/qwen3` and `qwen3`. Undefined if that can be more than one. */
function otherProvider(model: string, modelId: ModelId, recorded: readonly ModelId[]): ModelId | undefined {
  const [, own] = /\/([^/]+)$/.exec(model) ?? [];
  const named = own === undefined ? modelId : findPartition(own);
  const same = recorded.filter((each) => each === named || each.endsWith(`-${named}`));
  // Two letters at the end of a name say nothing of whose model it is.
  return named !== undefined && named.length > 3 && same.length === 1 ? same[0] : undefined;
}
