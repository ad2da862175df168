import { posix } from "node:path";
import type { ReviewConfig } from "../configuration/config.ts";
import { type TreeView, viewTreeOnce } from "../files/tree-view.ts";
import { findLinks } from "../links/find-links.ts";
import { readNotes } from "../notes/read-notes.ts";
import { commonFolder } from "../notes/survey-files.ts";
import { bodyOf } from "../text/front-matter.ts";
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

/** So many notes say how links are written. */
const LOOKED_AT = 400;
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
  const step = Math.max(Math.ceil(notePaths.length / LOOKED_AT), 1);
  const lost = await findLostLinks(
    tree,
    notePaths.filter((path, index) => index % step === 0 && isMarkdown(path)),
  );
  const site = { tree, shown: await shownPages(root, notePaths) };
  const folders = candidates(tree, notePaths);
  const linkRoots: Record<string, string[]> = {};
  let left = lost;
  const choose = (prefix: string, links: readonly LostLink[], share: number): string[] => {
    const chosen = chooseFolders(site, { prefix, folders, links, share });
    left = left.filter((link) => !chosen.found.has(link));
    return chosen.folders;
  };
  for (const prefix of prefixesOf(lost)) {
    const chosen = choose(
      prefix,
      left.filter(({ url }) => isMeant(prefix, url)),
      SHARE.ofSite,
    );
    if (chosen.length > 0) linkRoots[prefix] = chosen;
  }
  const { "/": ofSite = [] } = linkRoots;
  for (const prefix of new Set(left.flatMap(({ url }) => /^\/[^/?#]+\//.exec(url)?.[0] ?? []))) {
    const chosen = choose(
      prefix,
      left.filter(({ url }) => url.startsWith(prefix)),
      SHARE.ofPart,
    );
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
  const below = notePaths.flatMap((path) => {
    const end = path.indexOf("/", start);
    return end === -1 ? [] : [path.slice(0, end)];
  });
  const others = STATIC_FOLDERS.filter((folder) => tree.kindOf(folder) === "directory");
  return [...new Set([...above.filter((folder) => folder !== ""), ...below, ...others])];
}

/** `/` for all of a site, and what begins like a package. */
function prefixesOf(links: readonly LostLink[]): string[] {
  const aliases = links.flatMap(({ url }) => /^[@~][\w-]*\//.exec(url)?.[0] ?? []);
  return ["/", ...new Set(aliases)];
}

/** With `/` a site is known, and so where the relative links of its pages begin. */
function isMeant(prefix: string, url: string): boolean {
  return prefix === "/" ? !/^[@~]/.test(url) : url.startsWith(prefix);
}
