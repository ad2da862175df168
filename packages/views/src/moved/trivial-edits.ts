import { type Corpus, compareNotes, isTrivialFor, listGates } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import type { FoundMove } from "./move.ts";

/**
 * Of how many pairs of a renamed note that was edited, too, the edit touches nothing that their gate watches: those that `ack --trivial`
 * takes once they are carried over. None of a renamed gate, of which any edit may ask something else.
 */
export async function countTrivialEdits(
  corpus: Corpus,
  ledger: Ledger,
  { move, edited }: Pick<FoundMove, "move" | "edited">,
): Promise<number> {
  if (move.what === "gate" || edited.length === 0) return 0;
  const gates = new Map((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  const comparisons = new Map<string, Awaited<ReturnType<typeof compareNotes>>>();
  let trivial = 0;
  for (const { gateId, acceptedNoteSha: sha, acceptedGateSha } of edited) {
    const gate = gates.get(gateId);
    if (gate?.sha !== acceptedGateSha) continue;
    const before = comparisons.has(sha) ? undefined : await getSnapshot(ledger, sha);
    if (before !== undefined) comparisons.set(sha, await compareNotes(move.to, before, move.content.text));
    if (isTrivialFor(gate, comparisons.get(sha))) trivial += 1;
  }
  return trivial;
}
