import { posix } from "node:path";
import { readNotesThat } from "../notes/read-notes.ts";
import { readFrontMatter } from "../text/front-matter.ts";
import { withoutEndSlashes } from "../text/written-paths.ts";

/** Pages of a site, relative to the root, by where the site shows them, relative to its beginning: see `urlKey`. */
export type PageUrls = ReadonlyMap<string, string>;

/** Below its front matter nobody looks for the URL of a page. */
const HEAD = 16_384;
/** Keys of front matter that say where a page is shown: of Astro, Docusaurus, Hugo, Zola, Jekyll. */
const NAMES_URL = /^[ \t"']*(?:slug|url|path|permalink|aliases|redirect_from)["']?[ \t]*[:=]/m;

/**
 * Where the pages in a folder are shown, if not at their path: at the URL or under the last part of one that front matter
 * gives (`slug`, `url`, `path`, `permalink`, `aliases`, `redirect_from`), else at their path as sites spell it, without the date
 * before its name. Reads the front matter of those that give one. `paths` are relative to the root, like the folder.
 */
export async function readPageUrls(
  root: string,
  folder: string,
  paths: readonly string[],
): Promise<PageUrls> {
  const urls = new Map<string, string>();
  const add = (url: string, path: string) => {
    const key = urlKey(url);
    if (!urls.has(key)) urls.set(key, path);
  };
  const pages = paths.map((path) => ({ path, page: pageOf(posix.relative(folder, path)) }));
  const pageAt = new Map(pages.map(({ path, page }) => [path, page]));
  const named = await readNotesThat({ root }, paths, (bytes) => NAMES_URL.test(bytes.slice(0, HEAD)));
  for (const { path, text } of named) {
    const { data } = await readFrontMatter(text);
    for (const url of urlsIn(data, pageAt.get(path) ?? "")) add(url, path);
  }
  // What a page says of itself counts before what another is called.
  for (const { path, page } of pages) {
    add(slugOf(page), path);
    add(slugOf(withoutDate(page)), path);
  }
  return urls;
}

/** A URL as pages are looked up by it: in one letter case, no `/` around it, without `.html` and `index.html`. */
export function urlKey(url: string): string {
  const key = url
    .normalize("NFC")
    .toLowerCase()
    .replace(/(?:(?<=^|\/)index)?\.html?$/, "")
    .replace(/^\/+/, "");
  return withoutEndSlashes(key);
}

/** The page that a file is, as a path: an index is that of its folder. */
function pageOf(path: string): string {
  const { dir, name } = posix.parse(path);
  return /^(?:_?index|readme)$/i.test(name) ? dir : posix.join(dir, name);
}

/** The URLs that front matter gives a page. */
function urlsIn(data: Record<string, unknown>, page: string): string[] {
  const folder = posix.dirname(`./${page}`);
  const below = (url: string) => (url.startsWith("/") ? url : posix.join(folder, url));
  const slugs = textsOf(data.slug);
  // Of the whole site, or of the last part: generators differ.
  const whole = [...slugs, ...["url", "path", "permalink"].flatMap((key) => textsOf(data[key]))];
  const others = [...slugs, ...["aliases", "redirect_from"].flatMap((key) => textsOf(data[key]))];
  return [...whole, ...others.map(below)].map((url) => posix.join("/", url));
}

function textsOf(value: unknown): string[] {
  return [value]
    .flat()
    .filter((each): each is string => typeof each === "string" && each.trim() !== "" && !/^\w+:/.test(each));
}

/** `Getting Started!` is `getting-started` on a site. */
function slugOf(page: string): string {
  const slugged = page.split("/").map((part) =>
    part
      .trim()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
  return slugged.join("/");
}

/** Blogs keep the date of a post before its name, and show it elsewhere. */
function withoutDate(page: string): string {
  return page.replace(/(?<=^|\/)\d{4}-\d{2}-\d{2}[-_](?=[^/]+$)/, "");
}
