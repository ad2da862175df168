import { posix } from "node:path";
import {
  type Corpus,
  CorpusError,
  findName,
  gateNameAmong,
  listGateIds,
  locateNote,
  NoteNotFoundError,
  resolveNotePath,
  selectNamedGates,
} from "@review/corpus";
import { type Ledger, listRecordedGateIds } from "@review/db";

/** The canonical path of a note that a command line names; `missing` says why there is no such note now. */
export interface NamedNote {
  path: string;
  missing?: string;
}

/**
 * Finds a note by name as every command does, or one that is not there (any more): as one of the `recorded` paths, else
 * literally, relative to the root. What is called exactly so, on disk or as recorded, comes before another spelling:
 * a note whose file was respelt can still be named. Throws what `resolveNotePath` throws otherwise.
 */
export async function nameNote(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  { cwd, recorded }: { cwd: string; recorded: () => Promise<readonly string[]> },
): Promise<NamedNote> {
  const { path, readings } = await locateNote(corpus, input, cwd);
  if (path !== undefined) return { path };
  const known = await recorded();
  const gone = readings.find((reading) => known.includes(reading));
  if (gone !== undefined) return { path: gone, missing: new NoteNotFoundError(input).message };
  try {
    return { path: await resolveNotePath(corpus, input, cwd) };
  } catch (error) {
    if (!(error instanceof NoteNotFoundError)) throw error;
    const respelt = findName(input, { readings, known });
    return { path: respelt ?? readings.at(-1) ?? input, missing: error.message };
  }
}

/**
 * The id of a gate or lens that a command line names, without folder, `./` and `.md`: one of the `recorded` ids or of their
 * lenses, else literally. One that is recorded with its `.md` (of a file `tone.md.md`) is meant with it, except in the path
 * of a file. Throws AmbiguousNameError.
 */
export function nameGate(
  { config }: Pick<Corpus, "config">,
  input: string,
  recorded: readonly string[],
): string {
  const path = posix.normalize(input).replace(/(?<!\/)\/+$/, "");
  const name = path.startsWith(`${config.gates}/`) ? path.slice(config.gates.length + 1) : path;
  return gateNameAmong(recorded, config.gates)(path) ?? name.replace(/\.md$/, "");
}

/** Why nobody knows a gate or lens that a command line names: neither is there one, nor is one recorded. Undefined if somebody does. */
export async function whyNoGate(corpus: Corpus, ledger: Ledger, input: string): Promise<string | undefined> {
  const ids = new Set([...(await listGateIds(corpus)), ...(await listRecordedGateIds(ledger))]);
  try {
    await selectNamedGates(
      [...ids].map((id) => ({ id })),
      [input],
      corpus.config.gates,
    );
    return undefined;
  } catch (error) {
    if (error instanceof CorpusError) return error.message;
    throw error;
  }
}
