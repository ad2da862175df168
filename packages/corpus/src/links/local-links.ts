import { viewTreeOnce } from "../files/tree-view.ts";
import type { Note } from "../notes/note.ts";
import { bodyOf } from "../text/front-matter.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import type { WrittenLink } from "./find-links.ts";
import { linkBudget } from "./link-budget.ts";
import type { ResolvedLink } from "./resolve-link.ts";
import type { LinkedCorpus, Vaults } from "./vaults.ts";

/** A file that a note links to. */
export type LocalLink = Pick<ResolvedLink, "target" | "status">;

/** A link as it is written in a note, and the file that it leads to. */
export interface NoteLink extends LocalLink, Pick<WrittenLink, "form" | "written"> {}

/**
 * The local links of a note, each target once, in order of appearance: wikilinks, embeds, and URLs of links, images and
 * reference definitions, without query and fragment. No linked file is opened. What wikilinks may name is listed once for a
 * corpus that was opened. Only Markdown has links.
 */
export async function resolveLocalLinks(
  corpus: LinkedCorpus,
  note: Pick<Note, "path" | "text">,
): Promise<LocalLink[]> {
  const links = new Map<string, LocalLink>();
  for (const { target, status } of await resolveNoteLinks(corpus, note)) {
    links.set(`${status} ${target}`, { target, status });
  }
  return [...links.values()];
}

/**
 * How many questions about a folder one note puts to the file system before the folder is listed: with many folders in `linkRoots`
 * each link asks about several files in every one of them. Our choice: as many take as long as listing a folder of thousands.
 */
const PATIENCE = 256;

/** The same, each spelling once, as far as there is room, and up to `most` of them. */
export async function resolveNoteLinks(
  corpus: LinkedCorpus,
  note: Pick<Note, "path" | "text">,
  most?: number,
): Promise<NoteLink[]> {
  if (!isMarkdown(note.path)) return [];
  const { findLinks } = await import("./find-links.ts");
  const found = await findLinks(bodyOf(note.text));
  if (found.length === 0) return [];
  const { createVaults } = await import("./vaults.ts");
  const { resolveLink } = await import("./resolve-link.ts");
  const known = vaultsOf.get(corpus) ?? createVaults(corpus);
  vaultsOf.set(corpus, known);
  // Anew for each note: between two of them what a path leads to may change.
  const vaults = { ...known, tree: viewTreeOnce(corpus.root, PATIENCE) };
  const links = new Map<string, NoteLink | undefined>();
  const hasRoom = linkBudget(corpus, most);
  for (const { form, written } of found) {
    if (form === "url" && written.startsWith("#")) continue;
    const name = `${form} ${written}`;
    if (links.has(name)) continue;
    if (!hasRoom(written)) break;
    const led = await resolveLink(corpus, vaults, note.path, { form, written });
    links.set(name, led && { form, written, target: led.target, status: led.status });
  }
  return [...links.values()].filter((link) => link !== undefined);
}

const vaultsOf = new WeakMap<LinkedCorpus, Vaults>();
