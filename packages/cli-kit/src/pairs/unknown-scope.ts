import type { UnknownScope } from "@review/corpus";
import { count } from "../output/text.ts";

/** Pairs of unknown scope, counted, with what to do about them, in one line; undefined if there is none. */
export function explainUnknown(unknown: readonly UnknownScope[]): string | undefined {
  if (unknown.length === 0) return undefined;
  const pairs = unknown.reduce((sum, { gates }) => sum + gates.length, 0);
  const notes = unknown.map(({ path }) => path);
  const named = notes.length > NAMED ? `${count(notes.length, "note")}` : notes.join(", ");
  return `unknown scope: ${count(pairs, "pair")}; mend the front matter of ${named}, then it is known whether they apply`;
}

/** Notes named before they are only counted; each has a warning of its own. */
const NAMED = 3;

/** For JSON: each note of unknown scope with its gates. */
export function unknownToJson(unknown: readonly UnknownScope[]) {
  return unknown.map(({ path, sha, gates, problem }) => ({
    notePath: path,
    noteSha: sha,
    gateIds: gates.map(({ id }) => id),
    problem,
  }));
}
