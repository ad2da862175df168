import type { TreeView } from "../files/tree-view.ts";
import { findPlace } from "../links/find-page.ts";
import { type PageUrls, readPageUrls, urlKey } from "../links/page-urls.ts";
import { type LinkRoots, placesOf } from "../links/site-places.ts";
import { commonFolder } from "../notes/survey-files.ts";
import { isMarkdown } from "../text/note-kinds.ts";

/** A link without a file where it is written. */
export interface LostLink {
  notePath: string;
  url: string;
}

/** Also what is no local link leads somewhere. */
export function leadsSomewhere(tree: TreeView, { notePath, url }: LostLink, linkRoots: LinkRoots): boolean {
  const places = placesOf(url, { notePath, linkRoots });
  return typeof places === "string" || findPlace(tree, places) !== undefined;
}

/** Where the deepest folder that holds all notes may be shown. */
export interface ShownPages {
  folder: string;
  urls: PageUrls;
}

/** Reads where the pages of the deepest folder that holds all notes may be shown. */
export async function shownPages(root: string, notePaths: readonly string[]): Promise<ShownPages> {
  const folder = commonFolder(notePaths);
  return { folder, urls: await readPageUrls(root, folder, notePaths.filter(isMarkdown)) };
}

function isShown({ folder, urls }: ShownPages, { notePath, url }: LostLink, linkRoots: LinkRoots): boolean {
  const places = placesOf(url, { notePath, linkRoots });
  if (typeof places === "string" || folder === "") return false;
  const below = places.places.filter((place) => place.startsWith(`${folder}/`));
  return below.some((place) => urls.has(urlKey(place.slice(folder.length))));
}

/** A folder that fewer links lead to may be there by chance. */
const LEAST = 2;

/** The folder that most of some links lead to, then those that add at least a share of them. */
export function chooseFolders(
  { tree, shown }: { tree: TreeView; shown: ShownPages },
  {
    prefix,
    folders,
    links,
    share,
  }: { prefix: string; folders: readonly string[]; links: readonly LostLink[]; share: number },
): { folders: string[]; found: ReadonlySet<LostLink> } {
  const foundIn = new Map(
    folders.map((folder) => {
      const linkRoots = { [prefix]: [folder] };
      const those = links.filter(
        (link) => leadsSomewhere(tree, link, linkRoots) || isShown(shown, link, linkRoots),
      );
      return [folder, those] as const;
    }),
  );
  const chosen: string[] = [];
  const found = new Set<LostLink>();
  for (;;) {
    const [best] = [...foundIn]
      .map(([folder, those]) => ({ folder, more: those.filter((link) => !found.has(link)) }))
      .toSorted((a, b) => b.more.length - a.more.length || a.folder.length - b.folder.length);
    if (!best || best.more.length < Math.max(LEAST, links.length * share)) return { folders: chosen, found };
    chosen.push(best.folder);
    for (const link of best.more) found.add(link);
  }
}
