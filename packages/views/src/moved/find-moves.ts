import { type Corpus, hashNotes, listGates, listNotePaths, readNote } from "@review/corpus";
import type { Ledger } from "@review/db";
import { readGone } from "./gone-names.ts";
import { type FoundMove, followMove, type Move } from "./move.ts";

/** Renames that were found by their content. */
export interface FoundMoves {
  /** Those that have something to carry over. */
  moves: FoundMove[];
  /** What has the content of several names that are gone: what was decided about each may differ, and nobody can say which it was. */
  ambiguous: { to: string; from: string[] }[];
}

/** Every note and gate that has exactly the content of one that is gone: it was renamed. */
export async function findMoves(corpus: Corpus, ledger: Ledger): Promise<FoundMoves> {
  const gone = await readGone(corpus, ledger);
  const moves: Move[] = [];
  const ambiguous: FoundMoves["ambiguous"] = [];
  if (gone.notes.size > 0) {
    const { notes } = await hashNotes(corpus, (await listNotePaths(corpus)).paths);
    for (const { path, sha } of notes) {
      const [from, ...others] = gone.notes.get(sha)?.names ?? [];
      if (from === undefined) continue;
      if (others.length > 0) {
        ambiguous.push({ to: path, from: [from, ...others] });
        continue;
      }
      const note = await readNote(corpus, path);
      // It may have changed while the others were read.
      if (note.sha === sha) moves.push({ what: "note", from, to: path, content: { sha, text: note.text } });
    }
  }
  if (gone.gates.size > 0) {
    for (const { id, sha, text } of (await listGates(corpus)).gates) {
      const [from, ...others] = gone.gates.get(sha)?.names ?? [];
      if (from === undefined) continue;
      if (others.length > 0) ambiguous.push({ to: id, from: [from, ...others] });
      else moves.push({ what: "gate", from, to: id, content: { sha, text } });
    }
  }
  const found = await Promise.all(moves.map((move) => followMove(ledger, move, { isGone: true })));
  return { moves: found.filter(({ carried, edited }) => carried.length + edited.length > 0), ambiguous };
}
