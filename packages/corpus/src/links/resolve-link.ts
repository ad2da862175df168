import { join, posix } from "node:path";
import { isInside } from "../files/root-paths.ts";
import { decoded } from "../text/written-paths.ts";
import type { WrittenLink } from "./find-links.ts";
import { findPlace, findRespeltPage } from "./find-page.ts";
import { urlKey } from "./page-urls.ts";
import { isTemplate, placesOf, type UrlPlaces } from "./site-places.ts";
import { findInVault } from "./vault-index.ts";
import { foldersAbove, type LinkedCorpus, type Vault, type Vaults } from "./vaults.ts";

/** What a link leads to. */
export interface ResolvedLink {
  /** Relative to the root, with `/`; as it is written where no place is known. */
  target: string;
  /**
   * `missing`: nothing is where it should be; `unresolved`: no rule says where to look, or several files are meant; `outside`:
   * above the root, or behind a symlink that leads out of it.
   */
  status: "exists" | "missing" | "unresolved" | "outside";
  /** What is written behind `#`, decoded; `""` without. */
  fragment: string;
  /** Why it is missing or unresolved. */
  reason?: string;
}

/**
 * What a link in a note leads to; undefined for one that leads to the web. No file is opened. `vaults` is to be shared by all
 * notes that are looked at together.
 */
export async function resolveLink(
  corpus: LinkedCorpus,
  vaults: Vaults,
  notePath: string,
  { form, written }: Pick<WrittenLink, "form" | "written">,
): Promise<ResolvedLink | undefined> {
  const siteFolders = Object.values(corpus.config.linkRoots).flat();
  const context = { root: corpus.root, vaults, notePath, siteFolders };
  if (form === "wikilink") return resolveWikilink(context, written);
  const places = placesOf(written, { notePath, linkRoots: corpus.config.linkRoots });
  const fragment = fragmentOf(written);
  if (places === "web") return undefined;
  if (places === "self") return { target: notePath, status: "exists", fragment };
  if (places === "template") return { target: written, status: "unresolved", fragment: "", reason: MADE };
  return { ...(await resolvePlaces(context, places)), fragment };
}

interface Context {
  root: string;
  vaults: Vaults;
  notePath: string;
  /** Folders of `linkRoots`; `.` is the root. */
  siteFolders: readonly string[];
}

const MADE = "a template makes it";
const SEVERAL = "several files of that name are equally near; write more of the path";
const noRule = (place: string) => `there is no ${place}, and no linkRoots says what it stands for`;

async function resolvePlaces(
  context: Context,
  urlPlaces: UrlPlaces,
): Promise<Omit<ResolvedLink, "fragment">> {
  const { vaults, notePath } = context;
  const { tree } = vaults;
  const { path, places, kind } = urlPlaces;
  const found =
    findPlace(tree, urlPlaces) ?? (kind === "page" ? await findShownPage(context, urlPlaces) : undefined);
  if (found !== undefined) return { target: found, status: await tree.statusOf(found) };
  const [place = path] = places;
  const status = await tree.statusOf(place);
  if (status !== "missing") return { target: place, status };
  // Obsidian looks in the whole vault for what Markdown links name, too.
  const obsidian = vaults.around(notePath).filter(({ isObsidian }) => isObsidian);
  const named = await findNamed(context, obsidian, path);
  if (named) return named;
  const isOfSite = kind === "guess" && path.startsWith("/");
  const [above, ...others] = isOfSite ? foundAbove(tree, notePath, path) : [];
  if (above !== undefined && others.length === 0)
    return { target: above, status: await tree.statusOf(above) };
  if (kind === "guess") return { target: path, status: "unresolved", reason: noRule(place) };
  return { target: place, status, reason: `there is no ${place}` };
}

/**
 * What a URL with `/` in front names in the folders above a note: sites (MkDocs, Quartz) and vaults begin at theirs, which need not be the
 * root, and where just one of these folders has it, that is the one.
 */
function foundAbove(tree: Context["vaults"]["tree"], notePath: string, path: string): string[] {
  return foldersAbove(notePath).flatMap((folder) => {
    const places = [posix.join(folder, `./${path}`).replace(/\/$/, "")];
    return findPlace(tree, { places, kind: "guess" }) ?? [];
  });
}

/** The page that a site shows at one of the places, if not at its path. */
async function findShownPage(
  { vaults, siteFolders }: Context,
  urlPlaces: UrlPlaces,
): Promise<string | undefined> {
  const respelt = findRespeltPage(await vaults.filesIn(""), urlPlaces);
  if (respelt !== undefined) return respelt;
  for (const place of urlPlaces.places) {
    const below = `${place}/`;
    for (const folder of siteFolders) {
      if (folder !== "." && !(below.startsWith(folder) && below[folder.length] === "/")) continue;
      const url = urlKey(folder === "." ? place : place.slice(folder.length));
      const page = (await vaults.pageUrls(folder === "." ? "" : folder)).get(url);
      if (page !== undefined) return page;
    }
  }
  return undefined;
}

async function resolveWikilink(context: Context, written: string): Promise<ResolvedLink | undefined> {
  const { root, vaults, notePath } = context;
  const { path, fragment } = readWikilink(written);
  if (path.includes("://")) return undefined;
  if (path === "") return { target: notePath, status: "exists", fragment };
  const target = `[[${path}]]`;
  if (isTemplate(path)) return { target, status: "unresolved", fragment, reason: MADE };
  const found = await findNamed(context, vaults.around(notePath), path);
  if (found) return { ...found, fragment };
  // Markdown-it's plugins and GitLab put a table of contents in its place.
  if (/^_?toc_?$/i.test(path)) return undefined;
  const isBelow = isInside(root, join(root, posix.dirname(notePath), `./${path}`));
  if (!isBelow) return { target, status: "outside", fragment };
  return { target, status: "missing", fragment, reason: "no file has that name" };
}

/** The path and the fragment of a wikilink without its alias; in a table the `|` is escaped. */
function readWikilink(written: string): { path: string; fragment: string } {
  const [target = ""] = written.split("|", 1);
  const unescaped = written.includes("|") ? target.replace(/\\$/, "") : target;
  const hash = `${unescaped}#`.indexOf("#");
  return { path: unescaped.slice(0, hash).trim(), fragment: unescaped.slice(hash + 1).trim() };
}

async function findNamed(
  { vaults, notePath }: Context,
  around: readonly Vault[],
  name: string,
): Promise<Omit<ResolvedLink, "fragment"> | undefined> {
  for (const { folder } of around) {
    const own = posix.dirname(folder === "" ? notePath : notePath.slice(folder.length + 1));
    const found = findInVault(await vaults.filesIn(folder), own, name);
    if (found === "several") return { target: `[[${name}]]`, status: "unresolved", reason: SEVERAL };
    if (found === "none") continue;
    const target = posix.join(folder, found.path);
    return { target, status: await vaults.tree.statusOf(target) };
  }
  return undefined;
}

function fragmentOf(url: string): string {
  const hash = url.indexOf("#");
  return hash === -1 ? "" : decoded(url.slice(hash + 1));
}
