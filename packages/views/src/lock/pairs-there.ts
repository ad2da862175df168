import { type Corpus, hashNotes, listGates } from "@review/corpus";
import type { PairsThere } from "@review/lifecycle";
import { isNoteGone } from "../moved/note-gone.ts";

/** Answers what the tree has of pairs. What is there and cannot be read is there. */
export function pairsThere(corpus: Corpus): PairsThere {
  return async (pairs) => {
    const { gates, broken } = await listGates(corpus);
    const gateShas = new Map<string, string | undefined>(gates.map(({ id, sha }) => [id, sha]));
    for (const { gateId } of broken) gateShas.set(gateId, undefined);
    const paths = new Set(pairs.map(({ notePath }) => notePath));
    const { notes } = await hashNotes(corpus, [...paths]);
    const noteShas = new Map(notes.map(({ path, sha }) => [path, sha]));
    const gone = new Set<string>();
    for (const path of paths) if (await isNoteGone(corpus, path)) gone.add(path);
    return pairs.map(({ notePath, gateId }) =>
      gone.has(notePath) || !gateShas.has(gateId)
        ? undefined
        : { noteSha: noteShas.get(notePath), gateSha: gateShas.get(gateId) },
    );
  };
}
