import type { Corpus } from "../configuration/config.ts";
import { type Gate, gateApplies } from "../gates/gate.ts";
import { gateScope } from "./gate-scope.ts";
import { listNotePaths } from "./list-note-paths.ts";
import type { NoteProblem, SkippedPath } from "./note.ts";
import { type Condition, matchesWhere, noteTraits } from "./note-filters.ts";
import { hashNotes } from "./read-notes.ts";

/** A note as it is now, with those of the gates asked for that apply to it. */
export interface SelectedNote {
  path: string;
  sha: string;
  /** Bytes of the file. */
  size: number;
  /** In the order asked; notes to which the same gates apply share one array. */
  gates: readonly Gate[];
}

/** A note of which nobody can say whether these gates are asked of it: its front matter cannot be read. */
export interface UnknownScope {
  path: string;
  sha: string;
  /** Never empty; in the order asked. */
  gates: readonly Gate[];
  /** What is wrong with the front matter. */
  problem: string;
}

export interface NoteSelection {
  notes: SelectedNote[];
  /** Pairs that are neither among those of `notes` nor known not to be: no answer about them may count as fresh. */
  unknown: UnknownScope[];
  /** Notes that cannot be read, and front matter that is broken where a trait or filter asks for it. */
  problems: NoteProblem[];
  /** What was passed over while looking for notes. */
  skipped: SkippedPath[];
}

/**
 * The pairs there are now: the notes (all of the corpus, or the given canonical paths) that meet every
 * condition and have at least one gate that applies. Front matter is read only if a gate requires a trait or
 * a condition is given; of a note whose front matter is broken, the pairs that depend on it are unknown.
 */
export async function selectNotes(
  corpus: Pick<Corpus, "root" | "config">,
  options: {
    gates: readonly Gate[];
    notePaths?: readonly string[] | undefined;
    where?: readonly Condition[] | undefined;
  },
): Promise<NoteSelection> {
  const { gates, where = [] } = options;
  const listed = options.notePaths ? { paths: options.notePaths, skipped: [] } : await listNotePaths(corpus);
  const frontMatter = where.length > 0 || gates.some(({ requiresTrait }) => requiresTrait !== undefined);
  const hashed = await hashNotes(corpus, listed.paths, { frontMatter });
  const problems = [...hashed.problems];
  const applicable = shareByTraits(gates);
  const notes: SelectedNote[] = [];
  const unknown: UnknownScope[] = [];
  for (const { path, sha, size, frontMatter: read } of hashed.notes) {
    const data = read?.data ?? {};
    if (read?.problem !== undefined) {
      const { problem } = read;
      problems.push({ path, code: "front-matter-broken", message: `note ${path}: ${problem}` });
      const open = gates.filter((gate) => where.length > 0 || gateScope(gate, read) === "unknown");
      if (open.length > 0) unknown.push({ path, sha, gates: open, problem });
    }
    const applying = applicable(noteTraits(data));
    if (applying.length > 0 && matchesWhere(data, where)) notes.push({ path, sha, size, gates: applying });
  }
  return { notes, unknown, problems, skipped: listed.skipped };
}

/** The gates that apply to a note with some traits: one array for all notes with the same required traits. */
function shareByTraits(gates: readonly Gate[]): (traits: readonly string[]) => readonly Gate[] {
  const required = new Set(gates.map(({ requiresTrait }) => requiresTrait));
  const known = new Map<string, readonly Gate[]>();
  return (traits) => {
    const key = JSON.stringify(traits.filter((trait) => required.has(trait)).toSorted());
    const shared = known.get(key) ?? gates.filter((gate) => gateApplies(gate, traits));
    known.set(key, shared);
    return shared;
  };
}
