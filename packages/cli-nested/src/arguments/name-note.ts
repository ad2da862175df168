import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { type Corpus, NoteNotFoundError, resolveNotePath } from "@review/corpus";

/** The canonical path of a note that a command line names; `missing` says why there is no such note now. */
export interface NamedNote {
  path: string;
  missing?: string;
}

/**
 * Finds a note by name as every command does. One that is not there (any more) is taken literally: relative to
 * the current folder or to the root, whichever `isKnown` knows. Throws what `resolveNotePath` throws otherwise.
 */
export async function nameNote(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  { cwd, isKnown }: { cwd: string; isKnown: (path: string) => Promise<boolean> },
): Promise<NamedNote> {
  try {
    return { path: await resolveNotePath(corpus, input, cwd) };
  } catch (error) {
    if (!(error instanceof NoteNotFoundError)) throw error;
    const { message: missing } = error;
    const fromHere = pathBelow(corpus.root, resolve(cwd, input));
    if (fromHere !== undefined && (await isKnown(fromHere))) return { path: fromHere, missing };
    return { path: pathBelow(corpus.root, resolve(corpus.root, input)) ?? input, missing };
  }
}

function pathBelow(root: string, path: string): string | undefined {
  const way = relative(root, path).split(sep).join("/");
  return way === "" || way.startsWith("../") || isAbsolute(way) ? undefined : way;
}

/**
 * The id of a gate or lens that a command line names, whether or not it is there: without folder, `./` and `.md`. One that
 * `isKnown` knows with its `.md` (of a file `tone.md.md`) is meant with it, except in the path of a file.
 */
export async function nameGate(
  { config }: Pick<Corpus, "config">,
  input: string,
  isKnown: (id: string) => Promise<boolean>,
): Promise<string> {
  const path = posix.normalize(input).replace(/\/+$/, "");
  const isPath = path.startsWith(`${config.gates}/`);
  const name = isPath ? path.slice(config.gates.length + 1) : path;
  const isId = !isPath && name.endsWith(".md") && (await isKnown(name));
  return isId ? name : name.replace(/\.md$/, "");
}
