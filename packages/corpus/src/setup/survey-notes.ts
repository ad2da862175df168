import { findFrontMatter } from "@review/protocol";
import type { Corpus } from "../configuration/config.ts";
import { readNotes } from "../notes/read-notes.ts";
import { readFrontMatter } from "../text/front-matter.ts";

/** How many notes have their front matter written in which way. */
export interface FrontMatterSurvey {
  yaml: number;
  toml: number;
  json: number;
  none: number;
  /** It is there, and cannot be read. */
  broken: number;
}

export interface NoteSurvey {
  /** How many can be read, and are not empty. */
  notes: number;
  /** How many cannot, or are. */
  unreadable: number;
  /** How those that can be read write their front matter. */
  frontMatter: FrontMatterSurvey;
}

/** Looks which notes can be read, and how their front matter is written. */
export async function surveyNotes(
  corpus: Pick<Corpus, "root">,
  paths: readonly string[],
): Promise<NoteSurvey> {
  const frontMatter: FrontMatterSurvey = { yaml: 0, toml: 0, json: 0, none: 0, broken: 0 };
  const { notes } = await readNotes(corpus, paths);
  for (const { text } of notes) {
    const { problem } = await readFrontMatter(text);
    frontMatter[problem === undefined ? (findFrontMatter(text)?.format ?? "none") : "broken"] += 1;
  }
  return { notes: notes.length, unreadable: paths.length - notes.length, frontMatter };
}
