import {
  type Corpus,
  type Gate,
  type GateProblem,
  listGates,
  readFrontMatter,
  readNote,
  resolveGates,
  scopeOf,
  whyLeftOut,
} from "@review/corpus";

/** Which gates apply to a note, and why not the others. */
export interface NoteGatesDocument {
  notePath: string;
  noteSha: string;
  /** Why the configuration leaves the note out, so that only who names it has it reviewed; absent if it does not. */
  leftOut?: string;
  /** By id. */
  gates: NoteGateEntry[];
  /** Files that cannot be used as a gate: what they are for is not known. */
  broken: readonly GateProblem[];
}

/** Whether a gate applies to a note. */
export interface NoteGateEntry {
  gateId: string;
  name: string;
  /** `null` if nobody knows, because the front matter of the note cannot be read. */
  applies: boolean | null;
  /** Why it does not apply, or why nobody knows. */
  whyNot?: string;
}

/**
 * Judges all gates, or those named, without those that are excluded, by the note at a canonical path.
 * Throws as `resolveGates` and `readNote`.
 */
export async function viewNoteGates(
  corpus: Corpus,
  { notePath, gates: named = [], exclude }: NoteGatesQuestion,
): Promise<NoteGatesDocument> {
  const note = await readNote(corpus, notePath);
  const { gates, broken } =
    named.length > 0
      ? { gates: await resolveGates(corpus, named, exclude), broken: [] }
      : await listGates(corpus, exclude);
  const inScope = { path: notePath, ...(await readFrontMatter(note.text)) };
  const judge = async (gate: Gate): Promise<NoteGateEntry> => {
    const { scope, why } = (await scopeOf(gate))(inScope);
    const applies = scope === "unknown" ? null : scope === "applies";
    return { gateId: gate.id, name: gate.name, applies, ...(why !== undefined && { whyNot: why }) };
  };
  const leftOut = await whyLeftOut(corpus, notePath);
  return {
    notePath,
    noteSha: note.sha,
    ...(leftOut !== undefined && { leftOut }),
    gates: await Promise.all(gates.map(judge)),
    broken,
  };
}

interface NoteGatesQuestion {
  notePath: string;
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
}
