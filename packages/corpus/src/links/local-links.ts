import type { Note } from "../notes/note.ts";
import { bodyOf } from "../text/front-matter.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import type { WrittenLink } from "./find-links.ts";
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

/** The most links of a note that are looked for: each takes a look at the file system or two. Our choice: more than anybody follows. */
const MOST_LINKS = 10_000;

/** The same, each spelling once, up to `most` of them. */
export async function resolveNoteLinks(
  corpus: LinkedCorpus,
  note: Pick<Note, "path" | "text">,
  most = MOST_LINKS,
): Promise<NoteLink[]> {
  if (!isMarkdown(note.path)) return [];
  const { findLinks } = await import("./find-links.ts");
  const found = await findLinks(bodyOf(note.text));
  if (found.length === 0) return [];
  const { createVaults } = await import("./vaults.ts");
  const { resolveLink } = await import("./resolve-link.ts");
  const vaults = vaultsOf.get(corpus) ?? createVaults(corpus);
  vaultsOf.set(corpus, vaults);
  const links = new Map<string, NoteLink | undefined>();
  for (const { form, written } of found) {
    if (form === "url" && written.startsWith("#")) continue;
    const name = `${form} ${written}`;
    if (links.has(name)) continue;
    if (links.size === most) break;
    const led = await resolveLink(corpus, vaults, note.path, { form, written });
    links.set(name, led && { form, written, target: led.target, status: led.status });
  }
  return [...links.values()].filter((link) => link !== undefined);
}

const vaultsOf = new WeakMap<LinkedCorpus, Vaults>();
