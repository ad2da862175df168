import { relative, resolve } from "node:path";
import {
  type Corpus,
  type Gate,
  isInside,
  listNotePaths,
  locatePath,
  NotANoteError,
  NoteNotFoundError,
  readNote,
  resolveGates,
  resolveNotePath,
  UnknownGateError,
} from "@review/corpus";
import { type Ledger, listRecordedGateIds, listRecordedNotePaths } from "@review/db";
import { QuestionError } from "../question-error.ts";
import { nameGate, nameNote } from "../recorded-names.ts";
import { seeOldName } from "./gone-names.ts";
import { eventsOf, type FoundMove, followMove, type Move } from "./move.ts";

interface Names {
  from: string;
  to: string;
  cwd: string;
}

/**
 * What somebody says was renamed: a note, a gate, or a folder with all its notes. Throws QuestionError if nothing can be
 * carried over.
 */
export async function findNamedMoves(corpus: Corpus, ledger: Ledger, names: Names): Promise<FoundMove[]> {
  const folder = await findFolder(corpus, ledger, names);
  if ("moves" in folder) return Promise.all(folder.moves.map((move) => follow(corpus, ledger, move)));
  const move = await identify(corpus, ledger, names).catch((error: unknown) => {
    if (error instanceof NoteNotFoundError || error instanceof NotANoteError) requireNoFolder(names, folder);
    throw error;
  });
  const { from, to, what } = move;
  const events = await eventsOf(ledger, what, from);
  if (events.length === 0) {
    requireNoFolder(names, folder);
    const why = `${from} has no acceptances to carry over: it needs a review as ${to}`;
    throw new QuestionError("never-accepted", why);
  }
  const sha = move.content.sha;
  if (!events.some((event) => (what === "note" ? event.acceptedNoteSha : event.acceptedGateSha) === sha)) {
    if ((await seeOldName(corpus, move)).isGone) return [await followMove(ledger, move, { isGone: true })];
    const why = `${to} is not what was accepted as ${from}, which is still there: it needs a review of its own`;
    throw new QuestionError("content-changed", why);
  }
  return [await follow(corpus, ledger, move)];
}

async function follow(corpus: Corpus, ledger: Ledger, move: Move): Promise<FoundMove> {
  return followMove(ledger, move, await seeOldName(corpus, move));
}

/** Which of two names is a folder, the new one of notes that are there, the old one of notes that are recorded. */
interface Folders {
  there?: string | undefined;
  gone?: string | undefined;
  /** Whether they are so the other way round. */
  isReversed?: boolean;
}

/** Throws QuestionError where one of the names is a folder, so that no note can be meant by both. */
function requireNoFolder({ from, to }: Names, { there, gone, isReversed = false }: Folders): void {
  if (isReversed)
    throw new QuestionError(
      "never-accepted",
      `${to} is the folder that is gone: name it first, ${from} behind it`,
    );
  const all = "ack --moved --all finds what was renamed by its text";
  const why = gone
    ? `${gone} is a folder of notes that were reviewed, and ${to} is none with notes: name the folder that they are in now`
    : there &&
      `${there} is a folder of notes, and ${from} is none in which notes were reviewed: name the folder that they were in, or of one note both names`;
  if (why) throw new QuestionError("never-accepted", `${why}, or ${all}`);
}

/** The notes of a folder that were accepted as they are under the same names in another folder; where not both are folders, which is. */
async function findFolder(
  corpus: Corpus,
  ledger: Ledger,
  { from, to, cwd }: Names,
): Promise<{ moves: Move[] } | Folders> {
  const { paths } = await listNotePaths(corpus);
  const recorded = await listRecordedNotePaths(ledger);
  const folderIn = async (input: string, known: readonly string[]) =>
    (await readingsOf(corpus, input, cwd)).find((folder) => known.some((path) => path.startsWith(folder)));
  const there = await folderIn(to, paths);
  const gone = await folderIn(from, recorded);
  if (there === undefined && gone === undefined) {
    const isReversed = [await folderIn(from, paths), await folderIn(to, recorded)].every(Boolean);
    return { isReversed };
  }
  if (there === undefined || gone === undefined) return { there, gone };
  if (there === gone) throw notMoved(there);
  const known = new Set(recorded);
  const moves: Move[] = [];
  for (const path of paths) {
    const old = gone + path.slice(there.length);
    if (!path.startsWith(there) || !known.has(old)) continue;
    const { sha, text } = await readNote(corpus, path);
    moves.push({ what: "note", from: old, to: path, content: { sha, text } });
  }
  if (moves.length > 0) return { moves };
  const why = `no note in ${there} has the name of one that was reviewed in ${gone}: ack --moved --all finds what was renamed by its text`;
  throw new QuestionError("never-accepted", why);
}

/** What a name can mean as a folder, that of `cwd` first; with `/` at its end. */
async function readingsOf({ root }: Corpus, input: string, cwd: string): Promise<string[]> {
  const located = await Promise.all([cwd, root].map((base) => locatePath(resolve(base, input))));
  return located
    .filter(({ path }) => path !== root && isInside(root, path))
    .map(({ path }) => `${relative(root, path)}/`);
}

/** A move of a gate if the new name is that of one, else of a note. Throws QuestionError for a lens. */
async function identify(corpus: Corpus, ledger: Ledger, { from, to, cwd }: Names): Promise<Move> {
  const { gate, lens = 0 } = await findGate(corpus, to);
  if (lens > 0) {
    const why = `${to} is a lens: what was renamed of it is carried over gate by gate, ack --moved OLD NEW, or with ack --moved --all`;
    throw new QuestionError("lens-named", why);
  }
  const recordedGate = async () => nameGate(corpus, from, await listRecordedGateIds(ledger));
  const move: Move = gate
    ? { what: "gate", from: await recordedGate(), to: gate.id, content: gate }
    : await identifyNote(corpus, ledger, { from, to, cwd });
  if (move.from === move.to) throw notMoved(move.to);
  const { sha, text } = move.content;
  return { ...move, content: { sha, text } };
}

const notMoved = (name: string) =>
  new QuestionError("not-moved", `${name} is the old and the new name: nothing has moved`);

/** The gate of a name, or of how many gates it is a lens; neither, if nothing is called so. */
async function findGate(corpus: Corpus, name: string): Promise<{ gate?: Gate; lens?: number }> {
  try {
    const gates = await resolveGates(corpus, [name]);
    const [gate, ...others] = gates;
    // The name of a lens that has but one gate is no name of that gate.
    const isGate = gate && others.length === 0 && nameGate(corpus, name, [gate.id]) === gate.id;
    return isGate ? { gate } : { lens: gates.length };
  } catch (error) {
    if (error instanceof UnknownGateError) return {};
    throw error;
  }
}

async function identifyNote(corpus: Corpus, ledger: Ledger, { from, to, cwd }: Names): Promise<Move> {
  const content = await readNote(corpus, await resolveNotePath(corpus, to, cwd));
  const recorded = () => listRecordedNotePaths(ledger);
  const { path } = await nameNote(corpus, from, { cwd, recorded });
  return { what: "note", from: path, to: content.path, content };
}
