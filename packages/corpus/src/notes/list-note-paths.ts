import { realpathSync } from "node:fs";
import { join } from "node:path";
import { FIXTURE_FOLDER } from "@review/db/vocabulary";
import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import { canonicalPath } from "../files/root-paths.ts";
import {
  anyCaseSuffix,
  globMatcher,
  globsForWalk,
  isExclusion,
  isOfNotes,
  leavesOut,
} from "../text/globs.ts";
import { isNoteFile } from "../text/note-kinds.ts";
import type { NoteProblem, SkippedPath } from "./note.ts";
import { NoteUnreadableError } from "./note-errors.ts";
import { listTexts } from "./survey-files.ts";
import { createUnlinkedReaddir, TOO_LONG } from "./unlinked-readdir.ts";

export interface ListedNotes {
  /** Canonical, sorted by code unit. */
  paths: string[];
  skipped: SkippedPath[];
  /** Notes, and folders that may hold some, which are there and cannot be opened by their path. */
  unreachable: NoteProblem[];
  /** Globs of the configuration that match no note, the first twenty of them. */
  unmatched: string[];
}

/** For each of them the tree is walked once more, and again to say what stands there instead. */
const MOST_UNMATCHED = 20;

type NoteConfig = Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "notes" | "exclude" | "gates"> };

/**
 * All notes: what the globs of the configuration match, without what is
 * excluded, the directory of gates, the folder in which fixtures stand as notes, and `node_modules`. Symlinks are never followed, and pipes and devices never opened, but
 * reported.
 */
export async function listNotePaths(corpus: NoteConfig): Promise<ListedNotes> {
  const { notes } = corpus.config;
  const { paths, skipped, unreachable } = await matchNotes(corpus, notes);
  const unmatched: string[] = [];
  for (const glob of notes.filter((each) => !isExclusion(each))) {
    if (unmatched.length === MOST_UNMATCHED) break;
    if (paths.some(await globMatcher([glob]))) continue;
    // What one matcher says of a glob is not the last word: the notes were found by another.
    const exclusions = notes.filter(isExclusion);
    const alone = notes.length === 1 ? paths : (await matchNotes(corpus, [glob, ...exclusions])).paths;
    if (alone.length === 0) unmatched.push(glob);
  }
  return { paths, skipped, unreachable, unmatched };
}

async function matchNotes(
  corpus: NoteConfig,
  globs: readonly string[],
): Promise<Pick<ListedNotes, "paths" | "skipped" | "unreachable">> {
  const { escapePath, glob } = await import("tinyglobby");
  const { exclude, gates } = corpus.config;
  const { readdir, passedOver, skipped, tooLong, ownName } = createUnlinkedReaddir(corpus.root);
  const isOfFolders = (each: string) => !isOfNotes(each);
  const isForWalk = (each: string) => !isExclusion(each) || isOfFolders(each);
  const isLeftOut = await leavesOut([
    ...exclude.filter(isOfNotes),
    ...globs.filter((each) => !isForWalk(each)).map((each) => each.slice(1)),
  ]);
  const found = await glob(globsForWalk(globs.filter(isForWalk).map(anyCaseSuffix)), {
    cwd: corpus.root,
    ignore: globsForWalk([
      ...exclude.filter(isOfFolders).map(anyCaseSuffix),
      `${escapePath(gates)}/**`,
      "**/node_modules/**",
      `${FIXTURE_FOLDER}/**`,
    ]),
    followSymbolicLinks: false,
    fs: { readdir },
  });
  const candidates = found.map(ownName).filter((path) => isNoteFile(path) && !isLeftOut(path));
  const paths = candidates.filter((path) => !passedOver.has(path)).sort();
  const known = withFolders(paths);
  const isKnown = ({ path }: SkippedPath) => known.has(placeOf(corpus.root, path) ?? "");
  const texts = skipped.some(isKnown) ? await listTexts(corpus) : [];
  const notWhole = withFolders(texts.filter((path) => !known.has(path)));
  /** What stands in more than one place is looked at in one of them; of a folder all must be. */
  const withTarget = (path: SkippedPath): SkippedPath => {
    const leadsTo = placeOf(corpus.root, path.path);
    return leadsTo !== undefined && known.has(leadsTo) && !notWhole.has(leadsTo)
      ? { ...path, leadsTo }
      : path;
  };
  const beyond = candidates.filter((path) => passedOver.get(path) === TOO_LONG);
  return {
    paths,
    unreachable: [...tooLong, ...beyond].sort().map((path) => {
      const { code, message } = new NoteUnreadableError(path, TOO_LONG);
      return { path, code, message };
    }),
    skipped: [
      ...skipped.filter(({ path }) => !isLeftOut(path)).map(withTarget),
      ...candidates.flatMap((path) => {
        const reason = passedOver.get(path);
        return reason === undefined || reason === TOO_LONG ? [] : [withTarget({ path, reason })];
      }),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Paths, and all folders that they are in, below the root. */
function withFolders(paths: readonly string[]): Set<string> {
  const known = new Set(paths);
  for (const path of paths)
    for (
      let end = path.lastIndexOf("/");
      end > 0 && !known.has(path.slice(0, end));
      end = path.lastIndexOf("/", end - 1)
    )
      known.add(path.slice(0, end));
  return known;
}

/** Where a path leads to, from the root; undefined if that is nowhere. */
function placeOf(root: string, path: string): string | undefined {
  try {
    return canonicalPath(root, realpathSync.native(join(root, path)));
  } catch {
    return undefined;
  }
}
