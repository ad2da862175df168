import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";
import { isInside, locatePath } from "../files/root-paths.ts";
import type { UrlPlaces } from "./site-places.ts";
import { fileAt, type VaultIndex } from "./vault-index.ts";

/** What is at a path below the root; `outside`: it lies above the root, or behind a symlink that leads out of it. */
export async function linkStatus(root: string, target: string): Promise<"exists" | "missing" | "outside"> {
  const path = join(root, target);
  if (!isInside(root, path)) return "outside";
  try {
    const located = await locatePath(path);
    if (!isInside(root, located.path)) return "outside";
    return located.exists ? "exists" : "missing";
  } catch {
    // It cannot even be looked at: a symlink loop, no permission, a NUL in its name.
    return "missing";
  }
}

/** How the file of a page is named. */
const PAGES = [".md", ".mdx", "/index.md", "/index.mdx", "/_index.md", "/README.md"];

/** The first path that a URL may mean and at which something is, relative to the root. No file is opened. */
export function findPlace(root: string, { places, kind }: UrlPlaces): string | undefined {
  const is = (target: string, ...kinds: ReturnType<typeof fileKind>[]) => {
    const path = join(root, target);
    return isInside(root, path) && kinds.includes(fileKind(path));
  };
  for (const place of places) {
    // On a site a folder is shown as its index; elsewhere a link to a folder means the folder.
    const isThere = kind === "page" ? is(place, "file") : is(place, "file", "directory", "other");
    if (isThere) return place;
    const page = kind === "file" ? undefined : PAGES.find((suffix) => is(place + suffix, "file"));
    if (page !== undefined) return place + page;
    if (is(place, "directory", "other")) return place;
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
