import type { TreeView } from "../files/tree-view.ts";
import type { UrlPlaces } from "./site-places.ts";
import { fileAt, type VaultIndex } from "./vault-index.ts";

/** How the file of a page is named. */
const PAGES = [".md", ".mdx", "/index.md", "/index.mdx", "/_index.md", "/README.md"];

/** The first path that a URL may mean and at which something is, relative to the root. No file is opened. */
export function findPlace(
  tree: Pick<TreeView, "kindOf">,
  { places, kind }: Pick<UrlPlaces, "places" | "kind">,
): string | undefined {
  for (const place of places) {
    const there = tree.kindOf(place);
    // On a site a folder is shown as its index; elsewhere a link to a folder means the folder.
    if (there === "file" || (there !== undefined && kind !== "page")) return place;
    const page = kind === "file" ? undefined : PAGES.find((suffix) => tree.kindOf(place + suffix) === "file");
    if (page !== undefined) return place + page;
    if (there !== undefined) return place;
  }
  return undefined;
}

/** The page that a URL of a site may mean in another letter case, relative to the root: sites write URLs in lower case. */
export function findRespeltPage(files: VaultIndex, { places }: UrlPlaces): string | undefined {
  for (const place of places) {
    for (const suffix of ["", ...PAGES]) {
      const found = fileAt(files, place + suffix);
      if (typeof found === "object") return found.path;
    }
  }
  return undefined;
}
