import { type Corpus, CorpusError, type Gate, readNote } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { unifiedDiff } from "./unified-diff.ts";

/** What changed in a pair since it was accepted, as unified diffs; an unchanged side is absent. */
export interface SinceAcceptance {
  note?: string;
  gate?: string;
}

/**
 * Shows what changed since acceptance, from the ledger's snapshots: git is not needed. Notes and gates that
 * many pairs share are compared once.
 */
export function changeReader(
  corpus: Corpus,
  ledger: Ledger,
  gates: readonly Gate[],
): (pair: Omit<StalePair, "reason">) => Promise<SinceAcceptance> {
  const known = new Map<string, Promise<string>>();
  const compare = (name: string, sha: string | undefined, now: () => Promise<string>) => {
    const key = JSON.stringify([name, sha]);
    const diff = known.get(key) ?? diffAgainst(ledger, name, sha, now);
    known.set(key, diff);
    return diff;
  };
  return async ({ notePath, gateId, noteSha, gateSha, acceptedNoteSha, acceptedGateSha }) => {
    const since: SinceAcceptance = {};
    const gate = gates.find(({ id }) => id === gateId);
    if (acceptedNoteSha !== undefined && acceptedNoteSha !== noteSha) {
      since.note = await compare(
        notePath,
        acceptedNoteSha,
        async () => (await readNote(corpus, notePath)).text,
      );
    }
    if (gate && acceptedGateSha !== undefined && acceptedGateSha !== gateSha) {
      since.gate = await compare(gate.path, acceptedGateSha, async () => gate.text);
    }
    return since;
  };
}

async function diffAgainst(
  ledger: Ledger,
  name: string,
  sha: string | undefined,
  now: () => Promise<string>,
): Promise<string> {
  const before = sha === undefined ? undefined : await getSnapshot(ledger, sha);
  if (before === undefined)
    return `${name}: the accepted text (${sha?.slice(0, 12)}…) is not in the ledger\n`;
  try {
    return await unifiedDiff(name, before, await now());
  } catch (error) {
    // Gone or unreadable since it was selected: that is for the next look to tell, and no reason to show nothing.
    if (error instanceof CorpusError) return `${error.message}\n`;
    throw error;
  }
}
