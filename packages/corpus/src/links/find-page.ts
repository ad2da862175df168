import { posix } from "node:path";
import type { TreeView } from "../files/tree-view.ts";
import type { UrlPlaces } from "./site-places.ts";
import { fileAt, type VaultIndex } from "./vault-index.ts";

/** How the file of a page is named. */
const PAGES = [".md", ".mdx", "/index.md", "/index.mdx", "/_index.md", "/README.md"];

/** How the file of a page is named whose URL is its name with `.html`. */
const SHOWN_AS_HTML = [".md", ".mdx"];

/** The files that may be the page at a place: of `x.html` that is `x.md`, and of `x/index.html` the page `x`. */
function filesAt(place: string): string[] {
  const { dir, name, ext } = posix.parse(place);
  if (!/^\.html?$/i.test(ext)) return PAGES.map((suffix) => place + suffix);
  const named = SHOWN_AS_HTML.map((suffix) => posix.join(dir, name + suffix));
  return /^index$/i.test(name) ? [...named, ...PAGES.map((suffix) => dir + suffix)] : named;
}

/** The first path that a URL may mean and at which something is, relative to the root. No file is opened. */
export function findPlace(
  tree: Pick<TreeView, "kindOf">,
  { places, kind }: Pick<UrlPlaces, "places" | "kind">,
): string | undefined {
  for (const place of places) {
    const there = tree.kindOf(place);
    // On a site a folder is shown as its index; elsewhere a link to a folder means the folder.
    if (there === "file" || (there !== undefined && kind !== "page")) return place;
    const page = kind === "file" ? undefined : filesAt(place).find((path) => tree.kindOf(path) === "file");
    if (page !== undefined) return page;
    if (there !== undefined) return place;
  }
  return undefined;
}

/** The page that a URL of a site may mean in another letter case, relative to the root: sites write URLs in lower case. */
export function findRespeltPage(files: VaultIndex, { places }: UrlPlaces): string | undefined {
  for (const place of places) {
    for (const path of [place, ...filesAt(place)]) {
      const found = fileAt(files, path);
      if (typeof found === "object") return found.path;
    }
  }
  return undefined;
}
