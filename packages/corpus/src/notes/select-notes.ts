import type { Corpus } from "../configuration/config.ts";
import type { Gate } from "../gates/gate.ts";
import { explainNoNotes } from "./explain-no-notes.ts";
import { type GateScope, hasScope, type NoteInScope, readsFrontMatter, scopeOf } from "./gate-scope.ts";
import { type ListedNotes, listNotePaths } from "./list-note-paths.ts";
import type { NoteProblem, SkippedPath } from "./note.ts";
import { type Condition, matchesWhere, nearestConditions } from "./note-filters.ts";
import { hashNotes } from "./read-notes.ts";
import { seenByGates } from "./seen-by-gates.ts";

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
  /** Pairs that the conditions alone leave out. */
  conditionedOut: number;
  /** Where no note meets them: those that were meant, perhaps, of those that no note meets. */
  meantConditions: Condition[];
  /** Pairs that are neither among those of `notes` nor known not to be: no answer about them may count as fresh. */
  unknown: UnknownScope[];
  /** Notes that cannot be read, front matter that is broken where a gate or filter asks for it, and globs that match no note. */
  problems: NoteProblem[];
  /** What was passed over while looking for notes. */
  skipped: SkippedPath[];
}

/**
 * The pairs there are now: the notes (all of the corpus, or the given canonical paths) that meet every
 * condition and have at least one gate that applies. Front matter is read only if a gate asks for some of it or
 * a condition is given; of a note whose front matter is broken, the pairs that depend on it are unknown.
 */
export async function selectNotes(
  corpus: Pick<Corpus, "root" | "config">,
  options: {
    gates: readonly Gate[];
    notePaths?: readonly string[] | undefined;
    /** What was passed over among those. */
    passedOver?: Pick<ListedNotes, "skipped" | "unreachable"> | undefined;
    where?: readonly Condition[] | undefined;
  },
): Promise<NoteSelection> {
  const { gates, where = [] } = options;
  const listed = options.notePaths
    ? { paths: options.notePaths, skipped: [], unreachable: [], ...options.passedOver, unmatched: [] }
    : await listNotePaths(corpus);
  const frontMatter = where.length > 0 || gates.some(readsFrontMatter);
  const hashed = await hashNotes(corpus, listed.paths, { frontMatter });
  const problems = [...(await problemsOfGlobs(corpus, listed)), ...listed.unreachable, ...hashed.problems];
  const judge = await judgeAll(gates);
  const notes: SelectedNote[] = [];
  const unknown: UnknownScope[] = [];
  let conditionedOut = 0;
  for (const { path, sha, size, frontMatter: read } of hashed.notes) {
    const note = { path, data: {}, ...read };
    const { applying, open } = judge(note);
    if (read?.problem !== undefined) {
      const { problem } = read;
      problems.push({ path, code: "front-matter-broken", message: `note ${path}: ${problem}` });
      const unsaid = where.length > 0 ? [...applying, ...open] : open;
      const asked = gates.filter((gate) => unsaid.includes(gate));
      if (asked.length > 0) unknown.push({ path, sha, gates: asked, problem });
    }
    if (!matchesWhere(note.data, where)) conditionedOut += applying.length;
    else if (applying.length > 0) notes.push({ path, sha, size, gates: applying });
  }
  const front = hashed.notes.flatMap(({ frontMatter: read }) => (read ? [read.data] : []));
  const meantConditions = notes.length > 0 ? [] : await nearestConditions(front, where);
  const skipped = await seenByGates(corpus.root, listed.skipped, gates);
  return { notes, conditionedOut, meantConditions, unknown, problems, skipped };
}

/** Where some notes are found, a glob that finds none may be a folder that was renamed. */
async function problemsOfGlobs(
  corpus: Pick<Corpus, "root" | "config">,
  { paths, unmatched }: Pick<ListedNotes, "unmatched"> & { paths: readonly string[] },
): Promise<NoteProblem[]> {
  if (paths.length === 0) return [];
  const why = async (glob: string) => `notes: ${await explainNoNotes(corpus, [glob])}`;
  return Promise.all(
    unmatched.map(
      async (path): Promise<NoteProblem> => ({ path, code: "no-notes", message: await why(path) }),
    ),
  );
}

interface JudgedGates {
  applying: readonly Gate[];
  /** Of which nobody can say whether they apply. */
  open: readonly Gate[];
}

/** Which of the gates apply to a note: one array for all notes to which the same ones do. */
async function judgeAll(gates: readonly Gate[]): Promise<(note: NoteInScope) => JudgedGates> {
  const scoped = await Promise.all(
    gates.filter(hasScope).map(async (gate) => ({ gate, judge: await scopeOf(gate) })),
  );
  const known = new Map<string, JudgedGates>();
  return (note) => {
    const scopes = scoped.map(({ judge }) => judge(note).scope);
    const key = scopes.join();
    const shared = known.get(key) ?? without(gates, scoped, scopes);
    known.set(key, shared);
    return shared;
  };
}

function without(
  gates: readonly Gate[],
  scoped: readonly { gate: Gate }[],
  scopes: readonly GateScope[],
): JudgedGates {
  const having = (scope: GateScope) =>
    new Set(scoped.flatMap(({ gate }, at) => (scopes[at] === scope ? [gate] : [])));
  const [out, open] = [having("does-not-apply"), having("unknown")];
  return { applying: gates.filter((gate) => !out.has(gate) && !open.has(gate)), open: [...open] };
}
