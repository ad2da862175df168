import { type Corpus, hashNotes, listGates, listNotePaths, readNote } from "@review/corpus";
import type { Ledger } from "@review/db";
import { readGone } from "./gone-names.ts";
import { type FoundMove, followMove, type Move } from "./move.ts";

/**
 * Every note and gate that has exactly the content of one that is gone: it was renamed. Where several that are gone had this
 * content, the one that was accepted last is taken.
 */
export async function findMoves(corpus: Corpus, ledger: Ledger): Promise<FoundMove[]> {
  const gone = await readGone(corpus, ledger);
  const moves: Move[] = [];
  if (gone.notes.size > 0) {
    const { notes } = await hashNotes(corpus, (await listNotePaths(corpus)).paths);
    for (const { path, sha } of notes) {
      const from = gone.notes.get(sha)?.at(-1)?.notePath;
      if (from === undefined) continue;
      const note = await readNote(corpus, path);
      // It may have changed while the others were read.
      if (note.sha === sha) moves.push({ what: "note", from, to: path, content: { sha, text: note.text } });
    }
  }
  if (gone.gates.size > 0) {
    for (const { id, sha, text } of (await listGates(corpus)).gates) {
      const from = gone.gates.get(sha)?.at(-1)?.gateId;
      if (from !== undefined) moves.push({ what: "gate", from, to: id, content: { sha, text } });
    }
  }
  return Promise.all(moves.map((move) => followMove(ledger, move)));
}
