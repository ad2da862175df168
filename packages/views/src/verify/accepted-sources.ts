import type { Corpus, SelectedNote } from "@review/corpus";
import { type Ledger, listAcceptanceEvents } from "@review/db";
import { canHaveFile, type LockEntry, lockFilePath, readLockFile } from "@review/lock";
import { viewAccepted } from "../lock/lock-content.ts";
import type { PastVersion } from "./decide-pair.ts";

/** What is known of a note. */
export interface AcceptedOfNote {
  /** What is accepted of the text that it has now. */
  entries: readonly LockEntry[];
  /** All that the lock says of it, of whatever versions. */
  locked: readonly LockEntry[];
  /** The versions that were accepted at any time, as far as that is known beside the lock. */
  past(): Promise<readonly PastVersion[]>;
}

/** Answers for some notes, in their order. */
export interface AcceptedSource {
  accepted(notes: readonly SelectedNote[]): Promise<AcceptedOfNote[]>;
  /** What does not count in the lock, and why, each on one line with its file; of the notes asked for so far. */
  refused: readonly string[];
}

/** What the lock alone says. Nothing is opened but its files. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  return {
    refused,
    accepted: async (notes) =>
      notes.map(({ path, sha }) => {
        const { entries: locked, problems } = readLocked(corpus, path);
        refused.push(...problems);
        return { entries: locked.filter(({ noteSha }) => noteSha === sha), locked, past: async () => [] };
      }),
  };
}

/** What a ledger says, and beyond it the lock. */
export function ledgerSource(corpus: Corpus, ledger: Ledger): AcceptedSource {
  const refused: string[] = [];
  return {
    refused,
    accepted: async (notes) => {
      const content = await viewAccepted(
        corpus,
        ledger,
        notes.filter(({ path }) => canHaveFile(path)),
      );
      refused.push(...content.refused);
      return notes.map(({ path }) => ({
        entries: content.wanted.get(path) ?? [],
        locked: readLocked(corpus, path).entries,
        past: () => pastIn(ledger, path),
      }));
    },
  };
}

/** What the file of a note says, of whatever versions. */
function readLocked(corpus: Corpus, notePath: string): { entries: LockEntry[]; problems: string[] } {
  const path = lockFilePath(corpus, notePath);
  const file = canHaveFile(notePath) ? readLockFile(corpus, path) : undefined;
  const problems = file?.problems.map((problem) => `${path}: ${problem}`) ?? [];
  return { entries: file?.entries ?? [], problems };
}

async function pastIn(ledger: Ledger, notePath: string): Promise<PastVersion[]> {
  const events = await listAcceptanceEvents(ledger, { notePath });
  return events.map(({ gateId, acceptedGateSha, acceptedNoteSha, modelId, acceptanceKind }) => ({
    gate: gateId,
    gateVersion: acceptedGateSha,
    noteSha: acceptedNoteSha,
    model: modelId,
    isWithdrawn: acceptanceKind === "withdrawn",
  }));
}
