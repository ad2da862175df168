import { positionFinder } from "@review/protocol";
import { viewTreeOnce } from "../files/tree-view.ts";
import { type Anchors, hasAnchor, readAnchors } from "../links/anchors.ts";
import { findLinks, type WrittenLink } from "../links/find-links.ts";
import { linkBudget } from "../links/link-budget.ts";
import { type ResolvedLink, resolveLink } from "../links/resolve-link.ts";
import { fileAt } from "../links/vault-index.ts";
import { createVaults, type LinkedCorpus, type Vaults } from "../links/vaults.ts";
import { readNotes } from "../notes/read-notes.ts";
import { bodyOf } from "../text/front-matter.ts";
import { isMarkdown } from "../text/note-kinds.ts";

/** A link of a note that does not lead where it says. */
export interface LinkIssue {
  /** Of the note; relative to the root, with `/`. */
  path: string;
  /** 1-based; the column in UTF-16 units. */
  line: number;
  column: number;
  code: "missing-link" | "unresolved-link" | "missing-heading" | "missing-block";
  /** As it is written. */
  link: string;
  /** What is wrong with it. */
  message: string;
}

export interface CheckedLinks {
  /** How many local links were looked at. */
  links: number;
  /** By note, in the given order, and place. */
  issues: LinkIssue[];
  /** Notes with more links than there is room to look for, in the given order, and how many of each, spelt differently, were. */
  cut: { path: string; looked: number }[];
}

/**
 * Looks for links of notes that lead to nothing, or of which nobody can say where they lead; of those that lead to Markdown,
 * also at what is behind `#`. Every note is read twice at most, the files of a vault are listed once. Of one note as many links are
 * looked for as its reviewer is told. A note that cannot be read has no links, nor has one that is no Markdown.
 */
export async function lintLinks(corpus: LinkedCorpus, notePaths: readonly string[]): Promise<CheckedLinks> {
  const vaults = createVaults(corpus, viewTreeOnce(corpus.root));
  const anchorsOf = anchorReader(corpus);
  const checked: CheckedLinks = { links: 0, issues: [], cut: [] };
  for (const path of notePaths.filter(isMarkdown)) {
    const known = new Map<string, Promise<Problem | "none" | undefined>>();
    const look = async (link: WrittenLink) => {
      const resolved = await resolveLink(corpus, vaults, path, link);
      if (!resolved) return undefined;
      const problem = await problemOf(resolved, anchorsOf);
      if (problem?.code === "missing-link") problem.message += await respeltHint(vaults, resolved.target);
      return problem ?? "none";
    };
    const hasRoom = linkBudget(corpus);
    let isCut = false;
    for (const { place, ...link } of await linksOf(corpus, path)) {
      const name = `${link.form} ${link.written}`;
      isCut ||= !known.has(name) && !hasRoom(link.written);
      if (isCut && !known.has(name)) continue;
      const asked = known.get(name) ?? look(link);
      known.set(name, asked);
      const problem = await asked;
      if (!problem) continue;
      checked.links += 1;
      if (problem === "none") continue;
      const written = link.form === "wikilink" ? `[[${link.written}]]` : link.written;
      checked.issues.push({ path, ...place(), link: written, ...problem });
    }
    if (isCut) checked.cut.push({ path, looked: known.size });
  }
  return checked;
}

type Problem = Pick<LinkIssue, "code" | "message">;

/** The links of a note, and where each stands. */
async function linksOf(
  corpus: LinkedCorpus,
  path: string,
): Promise<(WrittenLink & { place: () => Pick<LinkIssue, "line" | "column"> })[]> {
  const [note] = (await readNotes(corpus, [path])).notes;
  if (!note) return [];
  const body = bodyOf(note.text);
  const above = note.text.length - body.length;
  const placeOf = positionFinder(note.text);
  return (await findLinks(body)).map((link) => ({
    ...link,
    place: () => {
      const { line, column } = placeOf(above + link.offset - (link.form === "wikilink" ? 2 : 0));
      return { line, column: column.utf16 };
    },
  }));
}

async function problemOf(
  { target, status, fragment, reason = "" }: ResolvedLink,
  anchorsOf: (path: string) => Promise<Anchors | undefined>,
): Promise<Problem | undefined> {
  if (status === "missing") return { code: "missing-link", message: reason };
  if (status === "unresolved") return { code: "unresolved-link", message: reason };
  if (status === "outside" || fragment === "" || !isMarkdown(target)) return undefined;
  const anchors = await anchorsOf(target);
  if (!anchors || hasAnchor(anchors, fragment)) return undefined;
  return /(?:^|#)\^/.test(fragment)
    ? { code: "missing-block", message: `${target} has no such block` }
    : { code: "missing-heading", message: `${target} has no such heading` };
}

/** Where a link leads on file systems that make no difference between letter cases, and so seems right to its author. */
async function respeltHint(vaults: Vaults, target: string): Promise<string> {
  const found = fileAt(await vaults.filesIn(""), target);
  return typeof found === "object" ? `, but ${found.path}: the letter case differs` : "";
}

/** Reads what can be linked to in a file, once; undefined where it cannot be read as a note. */
function anchorReader(corpus: LinkedCorpus): (path: string) => Promise<Anchors | undefined> {
  const known = new Map<string, Promise<Anchors | undefined>>();
  return (path) => {
    const read = known.get(path) ?? readAnchorsOf(corpus, path);
    known.set(path, read);
    return read;
  };
}

async function readAnchorsOf(corpus: LinkedCorpus, path: string): Promise<Anchors | undefined> {
  const [note] = (await readNotes(corpus, [path])).notes;
  return note && readAnchors(bodyOf(note.text));
}
