import type { UnknownScope } from "@review/corpus";

/** A note whose front matter cannot be read, with the gates that depend on it: whether these are pairs is unknown. */
export interface UnknownScopeEntry {
  notePath: string;
  noteSha: string;
  gateIds: string[];
  /** What is wrong with the front matter. */
  problem: string;
}

/** Each note of unknown scope with its gates. */
export function unknownScopeEntries(unknown: readonly UnknownScope[]): UnknownScopeEntry[] {
  return unknown.map(({ path, sha, gates, problem }) => ({
    notePath: path,
    noteSha: sha,
    gateIds: gates.map(({ id }) => id),
    problem,
  }));
}
