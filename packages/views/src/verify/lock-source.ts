import type { Corpus } from "@review/corpus";
import { isAccepted } from "@review/lock";
import { lockedReader } from "../lock/locked-reader.ts";
import type { AcceptedSource } from "./accepted-source.ts";

/** What the lock alone says. Nothing is opened but its files. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  return {
    refused,
    accepted: async (notes) =>
      notes.map(({ path, sha }) => {
        const { entries: locked, problems } = readLocked(path);
        refused.push(...problems);
        const entries = locked.filter(isAccepted).filter(({ noteSha }) => noteSha === sha);
        return { entries, locked, past: async () => [] };
      }),
  };
}
