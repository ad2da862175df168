import type { Corpus } from "../configuration/config.ts";
import { globMatcher } from "../text/globs.ts";
import { listTexts, type SurveyedFiles, surveyFiles } from "./survey-files.ts";

/** Files that could be notes and are none by the configuration, by kind. */
export interface LeftOutFiles {
  /** By `exclude`, or by a glob of `notes` with `!` in front. */
  excluded: SurveyedFiles[];
  /** No glob of `notes` names them. */
  unnamed: SurveyedFiles[];
}

/** Looks which files that could be notes are not among the notes of the corpus, whose paths are given. */
export async function findLeftOut(
  corpus: Pick<Corpus, "root" | "config">,
  notePaths: readonly string[],
): Promise<LeftOutFiles> {
  const notes = new Set(notePaths);
  const others = (await listTexts(corpus)).filter((path) => !notes.has(path));
  const isNamed = await globMatcher(corpus.config.notes.map((glob) => glob.replace(/^!(?!\()/, "")));
  return {
    excluded: surveyFiles(others.filter(isNamed)),
    unnamed: surveyFiles(others.filter((path) => !isNamed(path))),
  };
}
