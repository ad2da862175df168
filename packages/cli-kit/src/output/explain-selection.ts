import { explainUnknownKey, type Gate, isHidden, type NoteProblem, type UnknownScope } from "@review/corpus";
import type { ModelId } from "@review/db";
import type { ResolvedPartitions } from "@review/lifecycle";
import type { StaleSelection } from "@review/views";
import { count } from "./text.ts";

/**
 * Which partitions a requested name stands for, in words; where pairs were counted, those that contribute some. Undefined if
 * it means itself alone.
 */
export function explainPartitions(
  model: string,
  { modelId, partitions, resolvedFrom }: ResolvedPartitions,
  fresh?: ReadonlyMap<ModelId, number>,
): string | undefined {
  if (resolvedFrom === "alias") return `${model} means ${modelId} (alias in the configuration)`;
  if (resolvedFrom !== "earlier-runs") return undefined;
  const named = partitions.flatMap((each) => {
    if (!fresh) return [each];
    const pairs = fresh.get(each) ?? 0;
    return pairs === 0 ? [] : [`${each} (${count(pairs, "fresh pair")})`];
  });
  const isItself = fresh && partitions.every((each) => each === modelId || !fresh.get(each));
  if (isItself) return undefined;
  return `${model} stands for ${named.join(", ")}: earlier runs asked for by that name were recorded there`;
}

/** That gates with a check were left out, in one line; undefined if none was. */
export function explainLeftOut({ leftOut }: Pick<StaleSelection, "leftOut">): string | undefined {
  if (leftOut.length === 0) return undefined;
  const gates = leftOut.length > NAMED ? "" : `: ${leftOut.map(({ id }) => id).join(", ")}`;
  return `left out ${count(leftOut.length, "gate")} with a check, for the runner checks${gates}`;
}

/** Keys of gates that mean nothing, so that what they say is not done: a line for each gate, or one if there are many. */
export async function explainUnknownKeys(
  gates: readonly Pick<Gate, "path" | "unknownKeys">[],
): Promise<string[]> {
  const odd = gates.flatMap(({ path, unknownKeys: [key] = [] }) =>
    key === undefined ? [] : [{ path, key }],
  );
  if (odd.length > NAMED)
    return [`${odd.length} gates have keys that mean nothing: \`review-nested gates lint\` names them`];
  return Promise.all(odd.map(async ({ path, key }) => `${path}: ${await explainUnknownKey(key)}`));
}

/** Why a selection has no stale pair, if that is not because all of them are fresh. */
export function explainNothingStale(
  {
    pairs,
    unknown,
    problems,
    skipped,
    partitions: { modelId },
    whyNoPair,
  }: Pick<StaleSelection, "pairs" | "unknown" | "problems" | "skipped" | "partitions" | "whyNoPair">,
  reason: string | undefined,
): string | undefined {
  if (unknown.length > 0 || hasUnreadable(problems) || skipped.some(isHidden))
    return `nothing else is stale: ${count(pairs, "pair")} looked at under ${modelId}`;
  if (pairs === 0) return whyNoPair;
  return reason && `none of ${count(pairs, "pair")} is stale for ${reason} under ${modelId}`;
}

/**
 * Notes that are broken and paths that were passed over, in a line for each of the two, however many there are; what is
 * wrong with no note in particular is said as it is.
 */
export function explainBroken({ problems, skipped }: Pick<StaleSelection, "problems" | "skipped">): string[] {
  const isOfNote = ({ code }: NoteProblem) => code.startsWith("note-") || code === "front-matter-broken";
  const notes = new Set(problems.filter(isOfNote).map(({ path }) => path)).size;
  const lists = "`review-nested doctor --notes` says why";
  return [
    ...problems.filter((problem) => !isOfNote(problem)).map(({ message }) => message),
    ...(notes > 0 ? [`${count(notes, "note is", "notes are")} broken: ${lists}`] : []),
    ...(skipped.length > 0
      ? [`${count(skipped.length, "path was", "paths were")} passed over: ${lists}`]
      : []),
  ];
}

/** That paths where a note would be are passed over, and how to mend it. */
export function explainHidden(paths: number): string {
  return `${count(paths, "path")} passed over where a note would be: put a file or folder with a plain name there, or leave the path out by "exclude"`;
}

/** Whether notes could not be read: whether their pairs are fresh is left open. */
export function hasUnreadable(problems: readonly NoteProblem[]): boolean {
  return problems.some(({ code }) => code !== "front-matter-broken");
}

/** Pairs of unknown scope, counted, with what to do about them, in one line; undefined if there is none. */
export function explainUnknown(unknown: readonly UnknownScope[]): string | undefined {
  if (unknown.length === 0) return undefined;
  const pairs = unknown.reduce((sum, { gates }) => sum + gates.length, 0);
  const notes = unknown.map(({ path }) => path);
  const named = notes.length > NAMED ? `${count(notes.length, "note")}` : notes.join(", ");
  return `unknown scope: ${count(pairs, "pair")}; mend the front matter of ${named}, then it is known whether they apply`;
}

/** Notes named before they are only counted. */
const NAMED = 3;

/** That a note which is named is none of those that are reviewed where none is. */
export function explainNotListed(notePath: string, why: string): string {
  return `${notePath} is left out by the configuration, and reviewed only where it is named: ${why}`;
}
