import { type Corpus, hashNotes, listGates } from "@review/corpus";
import type { PairsThere } from "@review/lifecycle";
import { isNoteGone } from "../moved/note-gone.ts";

/**
 * Answers what the tree has of pairs, and remembers it: thousands of notes may have a key in common, and be asked about for each of them. What is
 * there and cannot be read is there.
 */
export function pairsThere(corpus: Corpus): PairsThere {
  let gates: ReturnType<typeof readGateShas> | undefined;
  /** Of each note that was asked about; undefined of one that is gone. */
  const notes = new Map<string, { sha?: string } | undefined>();
  const look = async (paths: readonly string[]) => {
    const read = await hashNotes(corpus, paths);
    const shas = new Map(read.notes.map(({ path, sha }) => [path, { sha }]));
    for (const path of paths)
      notes.set(path, (await isNoteGone(corpus, path)) ? undefined : (shas.get(path) ?? {}));
  };
  return async (pairs) => {
    gates ??= readGateShas(corpus);
    const gateShas = await gates;
    await look([...new Set(pairs.map(({ notePath }) => notePath))].filter((path) => !notes.has(path)));
    return pairs.map(({ notePath, gateId }) => {
      const note = notes.get(notePath);
      return note && gateShas.has(gateId) ? { noteSha: note.sha, gateSha: gateShas.get(gateId) } : undefined;
    });
  };
}

/** Of each gate that is there; undefined of one that cannot be read. */
async function readGateShas(corpus: Corpus): Promise<Map<string, string | undefined>> {
  const { gates, broken } = await listGates(corpus);
  return new Map<string, string | undefined>([
    ...gates.map(({ id, sha }) => [id, sha] as const),
    ...broken.map(({ gateId }) => [gateId, undefined] as const),
  ]);
}
