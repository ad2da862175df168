import type { Corpus } from "@review/corpus";
import { isAccepted, isWithdrawn, withoutFile } from "@review/lock";
import { listGoneEntries, namesByText } from "../lock/gone-entries.ts";
import { lockedReader } from "../lock/locked-reader.ts";
import { readLockedQuarantines } from "../quarantine/read-quarantines.ts";
import type { AcceptedSource } from "./accepted-source.ts";

/** What the lock alone says. Nothing is opened but its files. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  return {
    refused,
    goneNames: async (there) => namesByText(await listGoneEntries(corpus, there)),
    quarantines: async () => readLockedQuarantines(corpus),
    accepted: async (notes) =>
      notes.map(({ path, sha }) => {
        const { entries: locked, problems } = readLocked(path);
        const why = withoutFile(path);
        refused.push(...problems, ...(why === undefined ? [] : [why]));
        const current = locked.filter(({ noteSha }) => noteSha === sha);
        const entries = current.filter(isAccepted);
        return { entries, takenBack: current.filter(isWithdrawn), locked, past: async () => [] };
      }),
  };
}
