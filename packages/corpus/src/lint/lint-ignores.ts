import type { Corpus } from "../configuration/config.ts";
import { listGateFiles } from "../gates/list-gate-files.ts";
import { lensesOf } from "../gates/select-gates.ts";
import { findComments, findIgnores, type Ignore, type IgnoreProblem } from "../notes/find-ignores.ts";
import { foldIgnoreName, namesOfGate } from "../notes/ignores-of-gate.ts";
import { listNotePaths } from "../notes/list-note-paths.ts";
import { readNotesThat } from "../notes/read-notes.ts";
import { mayMisspellIgnore, mentionsIgnore, readMisspeltIgnore } from "../text/ignore-comment.ts";
import { findNearestName } from "../text/nearest-name.ts";

/** A comment `review-ignore` in a note that means less than its author thinks: a warning. */
export interface NoteIssue {
  /** Relative to the root, with `/`. */
  path: string;
  /** 1-based. */
  line: number;
  /** Says how to mend it. */
  message: string;
}

/**
 * Looks for comments `review-ignore` that settle nothing, also since the word is misspelt, by path and line. All notes of the corpus
 * are read; only those that mention such a comment are parsed. Throws GatesDirectoryError.
 */
export async function lintIgnores(corpus: Pick<Corpus, "root" | "config">): Promise<NoteIssue[]> {
  const { paths } = await listNotePaths(corpus);
  const notes = await readNotesThat(corpus, paths, (text) => mentionsIgnore(text) || mayMisspellIgnore(text));
  if (notes.length === 0) return [];
  const gateIds = (await listGateFiles(corpus)).map(({ id }) => id);
  const known = new Set(gateIds.flatMap(namesOfGate));
  const issues: NoteIssue[] = [];
  for (const { path, text } of notes) {
    const { ignores, problems } = await findIgnores(text);
    for (const ignore of ignores) problems.push(...(await complainOfNames(ignore, gateIds, known)));
    if (mayMisspellIgnore(text)) problems.push(...(await complainOfSpelling(text, known)));
    problems.sort((a, b) => a.line - b.line);
    issues.push(...problems.map(({ line, message }) => ({ path, line, message })));
  }
  return issues;
}

/** Comments of which nobody but their author knows that they should settle something. */
async function complainOfSpelling(text: string, known: ReadonlySet<string>): Promise<IgnoreProblem[]> {
  const problems: IgnoreProblem[] = [];
  for (const { html, line } of await findComments(text)) {
    const misspelt = await readMisspeltIgnore(html);
    if (!misspelt) continue;
    const { written, meant, names } = misspelt;
    // Words of plain English mean it only before a gate: "review ignored parts later" is a remark.
    const isSure = !/[ .]/.test(written) || names.some((name) => known.has(foldIgnoreName(name)));
    if (isSure) problems.push({ line, message: `${written} is no word of ours; did you mean ${meant}?` });
  }
  return problems;
}

async function complainOfNames(
  { gateIds: names, line }: Ignore,
  gateIds: readonly string[],
  known: ReadonlySet<string>,
): Promise<IgnoreProblem[]> {
  const problems: IgnoreProblem[] = [];
  for (const name of names) {
    if (known.has(foldIgnoreName(name))) continue;
    const nearest = await findNearestName(name, [...gateIds, ...lensesOf(gateIds)]);
    const mend = nearest === undefined ? "name a gate or a lens" : `did you mean ${nearest}?`;
    problems.push({
      line,
      message: `review-ignore names ${JSON.stringify(name)}, which is no gate or lens; ${mend}`,
    });
  }
  return problems;
}
