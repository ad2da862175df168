import { type Corpus, CorpusError, type Gate, readNote } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { unifiedDiff } from "./unified-diff.ts";

/** What changed in a pair since it was accepted, as unified diffs; an unchanged side is absent. */
export interface SinceAcceptance {
  note?: string;
  gate?: string;
}

type ChangedPair = Omit<StalePair, "reason">;

/**
 * Shows what changed since acceptance, from the ledger's snapshots: git is not needed. Notes and gates that
 * many pairs share are compared once.
 */
export function changeReader(
  corpus: Corpus,
  ledger: Ledger,
  gates: readonly Gate[],
): (pair: ChangedPair) => Promise<SinceAcceptance> {
  const sidesOf = sideFinder(corpus, gates);
  const known = new Map<string, Promise<string>>();
  return async (pair) => {
    const since: SinceAcceptance = {};
    for (const side of sidesOf(pair)) {
      const diff = known.get(side.key) ?? diffAgainst(ledger, side);
      known.set(side.key, diff);
      since[side.of] = await diff;
    }
    return since;
  };
}

/** What of the changes of a pair none of the pairs before it had, and of which sides they had it. */
export interface NewChanges {
  changes: SinceAcceptance;
  above: (keyof SinceAcceptance)[];
}

/** The same of one pair after the other, each change once: a note is long, and many gates look at it. Keeps no text. */
export function newChangeReader(
  corpus: Corpus,
  ledger: Ledger,
  gates: readonly Gate[],
): (pair: ChangedPair) => Promise<NewChanges> {
  const sidesOf = sideFinder(corpus, gates);
  const shown = new Set<string>();
  return async (pair) => {
    const found: NewChanges = { changes: {}, above: [] };
    for (const side of sidesOf(pair)) {
      if (shown.has(side.key)) found.above.push(side.of);
      else found.changes[side.of] = await diffAgainst(ledger, side);
      shown.add(side.key);
    }
    return found;
  };
}

/** One side of a pair that is not what was accepted. */
interface ChangedSide {
  of: keyof SinceAcceptance;
  /** The same for every pair that has this change. */
  key: string;
  name: string;
  acceptedSha: string;
  now(): Promise<string>;
}

/** Finds the sides of a pair that changed, the note before the gate. */
function sideFinder(corpus: Corpus, gates: readonly Gate[]): (pair: ChangedPair) => ChangedSide[] {
  const gateOf = new Map(gates.map((gate) => [gate.id, gate]));
  return ({ notePath, gateId, noteSha, gateSha, acceptedNoteSha, acceptedGateSha }) => {
    const sides: ChangedSide[] = [];
    const add = (of: ChangedSide["of"], name: string, acceptedSha: string, now: ChangedSide["now"]) =>
      sides.push({ of, key: JSON.stringify([of, name, acceptedSha]), name, acceptedSha, now });
    if (acceptedNoteSha !== undefined && acceptedNoteSha !== noteSha)
      add("note", notePath, acceptedNoteSha, async () => (await readNote(corpus, notePath)).text);
    const gate = gateOf.get(gateId);
    if (gate && acceptedGateSha !== undefined && acceptedGateSha !== gateSha)
      add("gate", gate.path, acceptedGateSha, async () => gate.text);
    return sides;
  };
}

async function diffAgainst(ledger: Ledger, { name, acceptedSha, now }: ChangedSide): Promise<string> {
  const before = await getSnapshot(ledger, acceptedSha);
  if (before === undefined)
    return `${name}: the accepted text (${acceptedSha.slice(0, 12)}…) is not in the ledger\n`;
  try {
    return await unifiedDiff(name, before, await now());
  } catch (error) {
    // Gone or unreadable since it was selected: that is for the next look to tell, and no reason to show nothing.
    if (error instanceof CorpusError) return `${error.message}\n`;
    throw error;
  }
}
