import { nameWord, optionWords, shellWord } from "@review/cli-kit";
import { API_RUNNER } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import type { UnmetPair } from "@review/views";
import { PLACEHOLDERS, withService } from "../../reviewing/proposed-reviewer.ts";

/** Whom a sweep would ask. */
export interface Reviewer {
  /** The first model that the policy names. */
  required: string | undefined;
  /** The only runner that is configured. */
  only?: string | undefined;
  /** The runner and the model that a sweep takes where none is named. */
  usual: { runner?: string | undefined; model?: string | undefined };
}

type Named = Omit<UnmetPair, "next" | "reason">;

/** The command to go on with for one pair. */
export function nextCommand(pair: Named, reviewer: Reviewer): string {
  const { kind, notePath, gateId, modelId, movedFrom, isNameThere } = pair;
  const [note, gate] = [nameWord(notePath), nameWord(gateId)];
  if (movedFrom) {
    const isOne = movedFrom.length === 1 || isNameThere;
    return isOne ? `review-nested ack --moved ${movedFrom.slice(0, 1).map(nameWord)} ${note}` : MOVED;
  }
  // What of the lock cannot be read is nobody's.
  if (kind === "failing")
    return modelId === undefined ? UNREAD : `review-nested why ${note} ${gate} ${option("model", modelId)}`;
  if (kind === "unknown-scope") return `review-nested verify ${gate} ${option("note", notePath)}`;
  return sweepOf([pair], reviewer);
}

const option = (name: string, value: string) => optionWords(name, value).map(shellWord).join(" ");

/** Carries over what was accepted under names that are gone. */
const MOVED = "review-nested ack --moved --all";

/** Names each line of the lock that cannot be read. */
const UNREAD = "review-nested lock --check";

/** More gates and notes than these are not named one by one. */
const NAMED = { gates: 3, notes: 3 };

/** The commands to go on with for all pairs, each once. */
export function nextCommands(unmet: readonly UnmetPair[], reviewer: Reviewer): string[] {
  // A sweep of what was reviewed already would cost once more, and its answer would stand in the place of a person's decision.
  const here = unmet.filter(({ movedFrom }) => movedFrom === undefined);
  const isMoved = here.length < unmet.length;
  const isAnyGone = unmet.some(({ movedFrom, isNameThere }) => movedFrom && !isNameThere);
  // What is there with another text is none of `--all`: it may as well have been copied.
  const swapped = unmet.flatMap(({ isNameThere, next }) => (isNameThere ? [next] : []));
  const toReview = here.filter(({ kind }) => kind !== "failing" && kind !== "unknown-scope");
  const sweeps = [true, false].flatMap((isChecked) => {
    const pairs = toReview.filter((pair) => pair.isChecked === isChecked);
    return pairs.length === 0 ? [] : sweepOf(pairs, reviewer);
  });
  const bad = here.filter(({ kind }) => kind === "failing").map(({ next }) => next);
  const failing = bad.filter((next) => next !== UNREAD);
  return [
    ...(isAnyGone ? [MOVED] : []),
    ...[...new Set(swapped)].slice(0, NAMED.notes),
    ...sweeps,
    ...(isMoved || toReview.length > 0 ? ["review-nested lock"] : []),
    ...(bad.length > failing.length ? [UNREAD] : []),
    ...(failing.length > 1 ? ["review-nested warns"] : failing),
  ];
}

/** Pairs that are all judged by a check, or none of them. */
function sweepOf(pairs: readonly Named[], reviewer: Reviewer): string {
  const gates = [...new Set(pairs.map(({ gateId }) => gateId))];
  const notes = [...new Set(pairs.map(({ notePath }) => notePath))];
  const named = gates.length > NAMED.gates ? "--all-gates" : gates.map(nameWord).join(" ");
  const only = notes.length > NAMED.notes ? "" : notes.map((note) => ` ${option("note", note)}`).join("");
  if (pairs[0]?.isChecked) return `review-nested sweep ${named}${only} --runner checks`;
  return `review-nested sweep ${named}${only}${flagsOf(reviewer, pairs)}`;
}

/** The usual runner and model are named by nobody; the model that judged last is the next best. */
function flagsOf({ required, only, usual }: Reviewer, pairs: readonly Named[]): string {
  const judges = pairs.flatMap(({ modelId }) => (modelId && modelId !== CHECKS_PARTITION ? [modelId] : []));
  // A policy may name `checks` first, by which no model judges.
  const asked = required === CHECKS_PARTITION ? undefined : required;
  const named = asked ?? (usual.model === undefined ? (judges[0] ?? PLACEHOLDERS.model) : undefined);
  const model = (usual.runner ?? only) === API_RUNNER ? withService(named) : named;
  return [
    usual.runner === undefined ? ` ${option("runner", only ?? PLACEHOLDERS.runner)}` : "",
    model === undefined ? "" : ` ${option("model", model)}`,
  ].join("");
}
