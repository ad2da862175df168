import { grouped } from "../text/grouped.ts";

/** What is filled in when a note is made of a template: of Obsidian and its Templater, Foam, Dendron, Logseq. */
const PLACEHOLDER = /\{\{[^{}\n]*\}\}|<%(?:(?!<%)[^\n])*?%>|\$\{?(?:FOAM|CURRENT)_\w+/;
const CODE = /^(?:```|~~~)[\s\S]*?^(?:```|~~~)|`[^`\n]*`/gm;

/** Whether a text holds what is filled in when a note is made of it; what stands in code may be about that. */
export function hasPlaceholders(text: string): boolean {
  return PLACEHOLDER.test(text.replace(CODE, ""));
}

/** `Templates`, `_templates`, `99 Templates`, `z_templates`. */
const TEMPLATES = /^(?:[^\p{L}]*|[a-z][-_ ])templates?$/iu;

/**
 * The folders that hold templates of notes, the highest of such a name. At the top of a tree, and in a vault, the name tells; a site may have
 * pages about templates in one, so there most of its texts must have placeholders.
 */
export async function findTemplateFolders(
  paths: readonly string[],
  { isVault, holdsPlaceholders }: { isVault: boolean; holdsPlaceholders(path: string): Promise<boolean> },
): Promise<string[]> {
  const found: string[] = [];
  for (const [folder, inside] of grouped(paths, templatesAbove)) {
    if (folder === "") continue;
    let filled = 0;
    const isTold = isVault || !folder.includes("/");
    if (!isTold) for (const path of inside) if (await holdsPlaceholders(path)) filled += 1;
    if (isTold || filled * 2 > inside.length) found.push(folder);
  }
  return found.sort();
}

/** The highest folder of such a name that a path lies in; `""` if there is none. */
function templatesAbove(path: string): string {
  const parts = path.split("/").slice(0, -1);
  return parts.slice(0, parts.findIndex((part) => TEMPLATES.test(part)) + 1).join("/");
}
