import { posix } from "node:path";
import type { ReviewConfig } from "../configuration/config.ts";
import { type TreeView, viewTreeOnce } from "../files/tree-view.ts";
import { findLinks } from "../links/find-links.ts";
import { readNotes } from "../notes/read-notes.ts";
import { commonFolder } from "../notes/survey-files.ts";
import { bodyOf } from "../text/front-matter.ts";
import { grouped } from "../text/grouped.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import { chooseFolders, type LostLink, leadsSomewhere, shownPages } from "./choose-link-folders.ts";

/** What the links of a tree seem to stand for. */
export interface ProposedLinkRoots {
  linkRoots: ReviewConfig["linkRoots"];
  /** Links that were looked at and lead nowhere without. */
  links: number;
  /** How many of these lead somewhere with it. */
  found: number;
}

/** So many notes say how links are written, and so many links what they stand for. */
const LOOKED_AT = { notes: 400, links: 1_000 };
/** So many folders are looked in, those that most notes are in. */
const MOST_FOLDERS = 60;
/** Folders that sites keep files in which are shown at their root. */
const STATIC_FOLDERS = ["public", "static", "assets", "src/pages"];

/** The share of links that a folder must have: of a site it can be one of several; of a part of one it is what that stands for. */
const SHARE = { ofSite: 0.05, ofPart: 0.5 };

/**
 * Chooses what `/…`, `@/…` and `~/…` in the links of notes stand for: the folders in which most of those that lead nowhere else
 * have a page or file; then likewise `/docs/…` and `/de/…`, where these are something else. Undefined if there are too few such links to say.
 */
export async function proposeLinkRoots(
  root: string,
  notePaths: readonly string[],
): Promise<ProposedLinkRoots | undefined> {
  const tree = viewTreeOnce(root);
  const some = thinOut(notePaths, LOOKED_AT.notes).filter(isMarkdown);
  const lost = thinOut(await findLostLinks(tree, some), LOOKED_AT.links);
  const site = { tree, shown: await shownPages(root, notePaths) };
  const folders = candidates(tree, notePaths);
  const linkRoots: Record<string, string[]> = {};
  let left = lost;
  const choose = (prefix: string, links: readonly LostLink[], share: number): string[] => {
    const chosen = chooseFolders(site, { prefix, folders, links, share });
    left = left.filter((link) => !chosen.found.has(link));
    return chosen.folders;
  };
  for (const [prefix, links] of byPrefix(left, aliasOf)) {
    const chosen = choose(prefix, links, SHARE.ofSite);
    if (chosen.length > 0) linkRoots[prefix] = chosen;
  }
  const { "/": ofSite = [] } = linkRoots;
  for (const [prefix, links] of byPrefix(left, partOf)) {
    const chosen = choose(prefix, links, SHARE.ofPart);
    if (chosen.length === 0) continue;
    // What is not translated is shown in another language.
    const own = ofSite.map((folder) => posix.join(folder, prefix.slice(0, -1)));
    linkRoots[prefix] = [
      ...new Set([...own.filter((folder) => tree.kindOf(folder) === "directory"), ...chosen]),
    ];
  }
  return left.length === lost.length
    ? undefined
    : { linkRoots, links: lost.length, found: lost.length - left.length };
}

async function findLostLinks(tree: TreeView, notePaths: readonly string[]): Promise<LostLink[]> {
  const lost: LostLink[] = [];
  for (const { path: notePath, text } of (await readNotes({ root: tree.root }, notePaths)).notes) {
    for (const { form, written: url } of await findLinks(bodyOf(text))) {
      if (form === "url" && /^[^#]/.test(url) && !leadsSomewhere(tree, { notePath, url }, {}))
        lost.push({ notePath, url });
    }
  }
  return lost;
}

/** The folders that hold all notes, one above the other, those in the deepest of them, and what sites keep beside. */
function candidates(tree: TreeView, notePaths: readonly string[]): string[] {
  const deepest = commonFolder(notePaths);
  const above = deepest.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  const start = deepest === "" ? 0 : deepest.length + 1;
  const notesIn = new Map<string, number>();
  for (const path of notePaths) {
    const end = path.indexOf("/", start);
    if (end !== -1) notesIn.set(path.slice(0, end), (notesIn.get(path.slice(0, end)) ?? 0) + 1);
  }
  const most = [...notesIn].sort(([, a], [, b]) => b - a).slice(0, MOST_FOLDERS);
  const below = most.map(([folder]) => folder);
  const others = STATIC_FOLDERS.filter((folder) => tree.kindOf(folder) === "directory");
  const nearest = above.filter((folder) => folder !== "").slice(-MOST_FOLDERS);
  return [...new Set([...nearest, ...below, ...others])];
}

/** `/` for all of a site, and what begins like a package. With `/` a site is known, and so where the relative links of its pages begin. */
const aliasOf = (url: string) => (/^[@~]/.test(url) ? /^[@~][\w-]*\//.exec(url)?.[0] : "/");
/** `/docs/`. */
const partOf = (url: string) => /^\/[^/?#]+\//.exec(url)?.[0];

/** Links by what they begin with, `/` first: each is looked at with one beginning only. */
function byPrefix(
  links: readonly LostLink[],
  prefixOf: (url: string) => string | undefined,
): Map<string, LostLink[]> {
  const found = grouped(links, ({ url }) => prefixOf(url) ?? "");
  found.delete("");
  return new Map([...found].sort(([a], [b]) => Number(b === "/") - Number(a === "/")));
}

/** At most so many, spread over all. */
function thinOut<Value>(values: readonly Value[], most: number): Value[] {
  const step = Math.max(Math.ceil(values.length / most), 1);
  return values.filter((_, index) => index % step === 0);
}
