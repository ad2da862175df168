import type { Corpus } from "../configuration/config.ts";
import { listNotePaths } from "./list-note-paths.ts";
import { NoNotesError } from "./note-errors.ts";
import { listTexts, type SurveyedFiles, surveyFiles } from "./survey-files.ts";

type NoteGlobs = Pick<Corpus, "root" | "config">;

/** Throws NoNotesError, which says what there is instead, if the globs of the configuration match no note at all. */
export async function requireNotes(corpus: NoteGlobs & Pick<Corpus, "configPath">): Promise<void> {
  const { paths } = await listNotePaths(corpus);
  if (paths.length > 0) return;
  const why = await explainNoNotes(corpus, corpus.config.notes);
  throw new NoNotesError(why, { isConfigured: corpus.configPath !== undefined });
}

/** Why globs of the configuration match no note, in half a sentence: how many are excluded, or what stands there. */
export async function explainNoNotes(corpus: NoteGlobs, globs: readonly string[]): Promise<string> {
  const config = { ...corpus.config, notes: [...globs], exclude: [] };
  const excluded = await listNotePaths({ root: corpus.root, config });
  const nothing = `0 notes match ${globs.join(", ")}`;
  if (excluded.paths.length > 0) {
    return `${nothing}; "exclude" leaves out ${countFiles(surveyFiles(excluded.paths))}`;
  }
  const there = surveyFiles(await listTexts(corpus)).slice(0, NAMED);
  return there.length === 0
    ? `${nothing}, and no other text is there`
    : `${nothing}; there are ${countFiles(there)}`;
}

/** Kinds of files that are named. */
const NAMED = 3;

/** Files that could be notes, counted by kind: `121 .mdx files under src, 2 .md files`. */
export function countFiles(surveyed: readonly SurveyedFiles[]): string {
  return surveyed
    .map(({ suffix, files, folder }) => {
      const count = `${files.toLocaleString("en")} .${suffix} ${files === 1 ? "file" : "files"}`;
      return folder === "" ? count : `${count} under ${folder}`;
    })
    .join(", ");
}
