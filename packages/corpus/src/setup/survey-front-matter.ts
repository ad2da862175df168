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

/** Looks how the front matter of notes is written. Notes that cannot be read are counted nowhere. */
export async function surveyFrontMatter(
  corpus: Pick<Corpus, "root">,
  paths: readonly string[],
): Promise<FrontMatterSurvey> {
  const counts: FrontMatterSurvey = { yaml: 0, toml: 0, json: 0, none: 0, broken: 0 };
  for (const { text } of (await readNotes(corpus, paths)).notes) {
    const { problem } = await readFrontMatter(text);
    counts[problem === undefined ? (findFrontMatter(text)?.format ?? "none") : "broken"] += 1;
  }
  return counts;
}
