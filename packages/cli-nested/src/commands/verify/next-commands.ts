import { shellWord } from "@review/cli-kit";
import type { UnmetPair } from "@review/views";

type Named = Omit<UnmetPair, "next" | "reason">;

/** The command to go on with for one pair; `model` is the first that the policy names. */
export function nextCommand(pair: Named, model: string | undefined): string {
  const { kind, notePath, gateId, modelId } = pair;
  const [note, gate] = [shellWord(notePath), shellWord(gateId)];
  if (kind === "failing" && modelId !== undefined)
    return `review-nested why ${note} ${gate} --model ${modelId}`;
  if (kind === "unknown-scope") return `review-nested verify ${gate} --note ${note}`;
  return sweepOf([pair], model);
}

/** More gates and notes than these are not named one by one. */
const NAMED = { gates: 3, notes: 3 };

/** The commands to go on with for all pairs, each once. */
export function nextCommands(unmet: readonly UnmetPair[], model: string | undefined): string[] {
  const toReview = unmet.filter(({ kind }) => kind !== "failing" && kind !== "unknown-scope");
  const sweeps = [true, false].flatMap((isChecked) => {
    const pairs = toReview.filter((pair) => pair.isChecked === isChecked);
    return pairs.length === 0 ? [] : sweepOf(pairs, model);
  });
  const failing = unmet.filter(({ kind }) => kind === "failing").map(({ next }) => next);
  return [
    ...sweeps,
    ...(sweeps.length > 0 ? ["review-nested lock"] : []),
    ...(failing.length > 1 ? ["review-nested warns"] : failing),
  ];
}

/** Pairs that are all judged by a check, or none of them. */
function sweepOf(pairs: readonly Named[], model: string | undefined): string {
  const gates = [...new Set(pairs.map(({ gateId }) => gateId))];
  const notes = [...new Set(pairs.map(({ notePath }) => notePath))];
  const named = gates.length > NAMED.gates ? "--all-gates" : gates.map(shellWord).join(" ");
  const only = notes.length > NAMED.notes ? "" : notes.map((note) => ` --note ${shellWord(note)}`).join("");
  if (pairs[0]?.isChecked) return `review-nested sweep ${named}${only} --runner checks`;
  return `review-nested sweep ${named}${only}${model === undefined ? "" : ` --model ${shellWord(model)}`}`;
}
