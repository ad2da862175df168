import type { Note } from "../notes/note.ts";
import { bodyOf } from "../text/front-matter.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import { type ResolvedLink, resolveLink } from "./resolve-link.ts";
import { createVaults, type LinkedCorpus, type Vaults } from "./vaults.ts";

/** A file that a note links to. */
export type LocalLink = Pick<ResolvedLink, "target" | "status">;

/**
 * The local links of a note, each target once, in order of appearance: wikilinks, embeds, and URLs of links, images and
 * reference definitions, without query and fragment. No linked file is opened. What wikilinks may name is listed once for a
 * corpus that was opened. Only Markdown has links.
 */
export async function resolveLocalLinks(
  corpus: LinkedCorpus,
  note: Pick<Note, "path" | "text">,
): Promise<LocalLink[]> {
  if (!isMarkdown(note.path)) return [];
  const { findLinks } = await import("./find-links.ts");
  const vaults = vaultsOf.get(corpus) ?? createVaults(corpus);
  vaultsOf.set(corpus, vaults);
  const written = new Set<string>();
  const links = new Map<string, LocalLink>();
  for (const link of await findLinks(bodyOf(note.text))) {
    if (link.form === "url" && link.written.startsWith("#")) continue;
    const name = `${link.form} ${link.written}`;
    if (written.has(name)) continue;
    written.add(name);
    const found = await resolveLink(corpus, vaults, note.path, link);
    if (found) links.set(`${found.status} ${found.target}`, { target: found.target, status: found.status });
  }
  return [...links.values()];
}

const vaultsOf = new WeakMap<LinkedCorpus, Vaults>();
