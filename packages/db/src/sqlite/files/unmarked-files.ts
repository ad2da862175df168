import { type LedgerPaths, type SeenFile, seeSideFile } from "./ledger-files.ts";
import { isMarked } from "./own-mark.ts";

/** A side file without our mark. */
interface UnmarkedFile extends SeenFile {
  path: string;
}

/** The side files of a ledger, and a journal, that have not our mark. */
export function findUnmarked(paths: LedgerPaths): UnmarkedFile[] {
  return [paths.wal, paths.shm, paths.journal].flatMap((path) => {
    const seen = seeSideFile(path);
    return seen && !isMarked(seen.mode) ? [{ path, ...seen }] : [];
  });
}
