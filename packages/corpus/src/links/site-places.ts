import { posix } from "node:path";
import { decoded } from "../text/written-paths.ts";

/** Folders, relative to the root, by the beginning of the URLs that stand for what is in them; all end with `/`. */
export type LinkRoots = Readonly<Record<string, readonly string[]>>;

/** Where a URL in a note may lead. */
export interface UrlPlaces {
  /** Without query and fragment, decoded. */
  path: string;
  /** In the order to look; relative to the root, perhaps with `../` in front. Never empty. */
  places: string[];
  /**
   * `file`: the place is a file or folder; `page`: it may be a page of a site, whose file has a suffix or is an index;
   * `guess`: as `page`, but no rule says that it is looked for there.
   */
  kind: "file" | "page" | "guess";
}

/** A URL that stands for no local file (`web`), for the note itself, or for what a template makes of it. */
export type OtherUrl = "web" | "self" | "template";

/**
 * The places that a URL in a note stands for: those of every `linkRoots` prefix that it begins with, the longest first; else it is
 * relative to the note or, with `/` in front, to the root. In a note below one of these folders it is also
 * relative to the note's own page, `guides/a.md` being `guides/a/`.
 */
export function placesOf(
  url: string,
  { notePath, linkRoots }: { notePath: string; linkRoots: LinkRoots },
): UrlPlaces | OtherUrl {
  if (isTemplate(url)) return "template";
  const [written = ""] = url.split(/[?#]/, 1);
  if (written === "") return "self";
  const path = decoded(written);
  const prefixes = Object.keys(linkRoots).filter((prefix) => `${path}/`.startsWith(prefix));
  const roots = prefixes
    .sort((a, b) => b.length - a.length)
    .flatMap((prefix) =>
      (linkRoots[prefix] ?? []).map((folder) => joinBelow(folder, path.slice(prefix.length))),
    );
  if (written.startsWith("//")) return "web";
  if (roots.length > 0) return { path, places: roots, kind: "page" };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(written)) return "web";
  if (path.startsWith("/")) return { path, places: [joinBelow("", path)], kind: "guess" };
  const folder = posix.dirname(notePath);
  const place = joinBelow(folder, path);
  const isInSite = Object.values(linkRoots)
    .flat()
    .some((root) => root === "." || notePath.startsWith(`${root}/`));
  const places = isInSite ? [place, joinBelow(pageOf(notePath), path)] : [place];
  if (hasSuffix(path)) return { path, places, kind: /^[@~]/.test(path) ? "guess" : "file" };
  return { path, places, kind: isInSite ? "page" : "guess" };
}

/** Whether a template makes what is written, such as `{{< ref "x" >}}`, `{% link x.md %}` or `<% tp.date %>`. */
export function isTemplate(written: string): boolean {
  return /\{[{%]|[%}]\}|<%|\$\{/.test(written);
}

/** The folder that a note's page is on a site: an index is that of its folder. */
function pageOf(notePath: string): string {
  const { dir, name } = posix.parse(notePath);
  return /^(?:_?index|readme)$/i.test(name) ? dir : posix.join(dir, name);
}

/** A name with a dot that a number follows is a version; `.html` is how a site may show any page. */
function hasSuffix(path: string): boolean {
  return /[^/]\.(?!html?$)[A-Za-z][A-Za-z0-9]*$/i.test(path);
}

function joinBelow(folder: string, path: string): string {
  return posix.join(folder, `./${path}`).replace(/(?<=.)\/$/, "");
}
