import { type Corpus, type FrontMatter, type Gate, hashNotes, listGates } from "@review/corpus";
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
  const gates = new Map((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  const versionsOf: CorpusNow["versionsOf"] = ({ notePath, gateId }) => ({
    noteSha: notes.get(notePath)?.sha,
    gateSha: gates.get(gateId)?.sha,
  });
  return { notes, gates, versionsOf };
}
