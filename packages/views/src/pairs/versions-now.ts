import { type Corpus, type FrontMatter, type Gate, hashNotes, listGates, scopeOf } from "@review/corpus";
import type { AcceptedVerdict } from "@review/db";
import type { VersionsNow } from "./standing-verdict.ts";

export interface NoteNow {
  sha: string;
  frontMatter: Pick<FrontMatter, "data" | "problem">;
}

/** What the notes and gates of some verdicts are on disk now. */
export interface CorpusNow {
  notes: ReadonlyMap<string, NoteNow>;
  gates: ReadonlyMap<string, Gate>;
  versionsOf(verdict: Pick<AcceptedVerdict, "notePath" | "gateId">): VersionsNow;
  /** Whether the gate applies to the note; also where nobody can say, so that what was found stands. */
  isInScope(verdict: Pick<AcceptedVerdict, "notePath" | "gateId">): boolean;
}

/** Reads the notes that some verdicts are about, and all gates. Throws GatesDirectoryError. */
export async function readCorpusNow(
  corpus: Corpus,
  verdicts: readonly AcceptedVerdict[],
): Promise<CorpusNow> {
  const paths = [...new Set(verdicts.map(({ notePath }) => notePath))];
  const hashed = await hashNotes(corpus, paths, { frontMatter: true });
  const notes = new Map(
    hashed.notes.map(({ path, sha, frontMatter = { data: {} } }) => [path, { sha, frontMatter }]),
  );
  const listed = (await listGates(corpus)).gates;
  const gates = new Map(listed.map((gate) => [gate.id, gate]));
  const judges = await Promise.all(listed.map(scopeOf));
  const judgeOf = new Map(listed.map(({ id }, at) => [id, judges[at]]));
  const versionsOf: CorpusNow["versionsOf"] = ({ notePath, gateId }) => ({
    noteSha: notes.get(notePath)?.sha,
    gateSha: gates.get(gateId)?.sha,
  });
  const isInScope: CorpusNow["isInScope"] = ({ notePath: path, gateId }) => {
    const { frontMatter = { data: {} } } = notes.get(path) ?? {};
    return judgeOf.get(gateId)?.({ path, ...frontMatter }).scope !== "does-not-apply";
  };
  return { notes, gates, versionsOf, isInScope };
}
