import type { ReviewConfig } from "../configuration/config.ts";
import { type TreeView, viewTreeOnce } from "../files/tree-view.ts";
import { findLinks } from "../links/find-links.ts";
import { findPlace } from "../links/find-page.ts";
import { type PageUrls, readPageUrls, urlKey } from "../links/page-urls.ts";
import { type LinkRoots, placesOf } from "../links/site-places.ts";
import { readNotes } from "../notes/read-notes.ts";
import { commonFolder } from "../notes/survey-files.ts";
import { bodyOf } from "../text/front-matter.ts";
import { isMarkdown } from "../text/note-kinds.ts";

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
/** A folder that fewer links lead to, or a smaller share, may be there by chance. */
const LEAST = { links: 2, share: 0.05 };

/** A link without a file where it is written. */
interface LostLink {
  notePath: string;
  url: string;
}

/**
 * Chooses what `/…`, `@/…` and `~/…` in the links of notes stand for: the folders in which most of those that lead nowhere else
 * have a page or file. Undefined if there are too few such links to say.
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
  const folders = candidates(tree, notePaths);
  const shown = await shownPages(root, notePaths);
  const linkRoots: Record<string, string[]> = {};
  let found = 0;
  for (const prefix of prefixesOf(lost)) {
    const links = lost.filter(({ url }) => isMeant(prefix, url));
    const chosen = chooseFolders({ tree, shown }, prefix, folders, links);
    if (chosen.folders.length === 0) continue;
    linkRoots[prefix] = chosen.folders;
    found += chosen.found;
  }
  return found === 0 ? undefined : { linkRoots, links: lost.length, found };
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

/** Also what is no local link leads somewhere. */
function leadsSomewhere(tree: TreeView, { notePath, url }: LostLink, linkRoots: LinkRoots): boolean {
  const places = placesOf(url, { notePath, linkRoots });
  return typeof places === "string" || findPlace(tree, places) !== undefined;
}

/** Where the deepest folder that holds all notes may be shown. */
interface ShownPages {
  folder: string;
  urls: PageUrls;
}

async function shownPages(root: string, notePaths: readonly string[]): Promise<ShownPages> {
  const folder = commonFolder(notePaths);
  return { folder, urls: await readPageUrls(root, folder, notePaths.filter(isMarkdown)) };
}

function isShown({ folder, urls }: ShownPages, { notePath, url }: LostLink, linkRoots: LinkRoots): boolean {
  const places = placesOf(url, { notePath, linkRoots });
  if (typeof places === "string" || folder === "") return false;
  const below = places.places.filter((place) => place.startsWith(`${folder}/`));
  return below.some((place) => urls.has(urlKey(place.slice(folder.length))));
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

/** The folder that most of the links lead to, then those that add some. */
function chooseFolders(
  { tree, shown }: { tree: TreeView; shown: ShownPages },
  prefix: string,
  folders: readonly string[],
  links: readonly LostLink[],
): { folders: string[]; found: number } {
  const least = Math.max(LEAST.links, links.length * LEAST.share);
  const found = new Map(
    folders.map((folder) => {
      const linkRoots = { [prefix]: [folder] };
      const those = links.filter(
        (link) => leadsSomewhere(tree, link, linkRoots) || isShown(shown, link, linkRoots),
      );
      return [folder, new Set(those)] as const;
    }),
  );
  const chosen: string[] = [];
  const known = new Set<LostLink>();
  for (;;) {
    const [best] = [...found]
      .map(([folder, those]) => ({ folder, more: [...those].filter((link) => !known.has(link)) }))
      .toSorted((a, b) => b.more.length - a.more.length || a.folder.length - b.folder.length);
    if (!best || best.more.length < least) return { folders: chosen, found: known.size };
    chosen.push(best.folder);
    for (const link of best.more) known.add(link);
  }
}
