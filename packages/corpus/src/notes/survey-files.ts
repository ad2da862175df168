import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import { grouped } from "../text/grouped.ts";
import { isNoteFile, suffixOf } from "../text/note-kinds.ts";
import { createUnlinkedReaddir } from "./unlinked-readdir.ts";

/** Files that could be notes, by suffix. */
export interface SurveyedFiles {
  /** In lower case, without the dot. */
  suffix: string;
  files: number;
  /** The deepest folder that holds all of them, relative to the root; "" for the root. */
  folder: string;
}

/** The paths of all files of a tree that could be notes, whatever its globs say, sorted: no gates, nothing hidden, no symlinks. */
export async function listTexts(
  corpus: Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "gates"> },
): Promise<string[]> {
  const { escapePath, glob } = await import("tinyglobby");
  const { readdir, passedOver, ownName } = createUnlinkedReaddir(corpus.root);
  const found = await glob("**/*", {
    cwd: corpus.root,
    ignore: [`${escapePath(corpus.config.gates)}/**`, "**/node_modules/**"],
    followSymbolicLinks: false,
    fs: { readdir },
  });
  return found
    .map(ownName)
    .filter((path) => isNoteFile(path) && !passedOver.has(path))
    .sort();
}

/** Counts files by suffix, the most first. */
export function surveyFiles(paths: readonly string[]): SurveyedFiles[] {
  return [...grouped(paths, suffixOf)]
    .map(([suffix, those]) => ({ suffix, files: those.length, folder: commonFolder(those) }))
    .toSorted((a, b) => b.files - a.files || (a.suffix < b.suffix ? -1 : 1));
}

/** The deepest folder that holds all of the paths, "" for the root. */
export function commonFolder([first = "", ...others]: readonly string[]): string {
  let folder = first.slice(0, Math.max(first.lastIndexOf("/"), 0));
  for (const path of others) {
    while (folder !== "" && !path.startsWith(`${folder}/`)) {
      folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0));
    }
  }
  return folder;
}
