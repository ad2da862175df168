import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import type { SkippedPath } from "./note.ts";
import { createUnlinkedReaddir } from "./unlinked-readdir.ts";

/** True for the name of a markdown file, the only kind of note. */
export function isNoteFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/**
 * The canonical paths of all notes, sorted by code unit: what the globs of the configuration match, without what is
 * excluded, the directory of gates and `node_modules`. Symlinks are never followed, and pipes and devices never opened, but
 * reported.
 */
export async function listNotePaths(
  corpus: Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "notes" | "exclude" | "gates"> },
): Promise<{ paths: string[]; skipped: SkippedPath[] }> {
  const { escapePath, glob } = await import("tinyglobby");
  const { exclude, gates, notes } = corpus.config;
  const { readdir, passedOver, skipped } = createUnlinkedReaddir(corpus.root);
  const found = await glob(notes, {
    cwd: corpus.root,
    ignore: [...exclude, `${escapePath(gates)}/**`, "**/node_modules/**"],
    followSymbolicLinks: false,
    fs: { readdir },
  });
  const candidates = found.filter(isNoteFile);
  return {
    paths: candidates.filter((path) => !passedOver.has(path)).sort(),
    skipped: [
      ...skipped,
      ...candidates.flatMap((path) => {
        const reason = passedOver.get(path);
        return reason === undefined ? [] : [{ path, reason }];
      }),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
