/**
 * What a note is written in. In MDX, which is Markdown with code in it, what looks the same as Markdown may not be; of other
 * texts nothing is known but their front matter.
 */
export type NoteKind = "markdown" | "mdx" | "text";

const KINDS: ReadonlyMap<string, NoteKind> = new Map([
  ["md", "markdown"],
  ["markdown", "markdown"],
  ["mdx", "mdx"],
  ["txt", "text"],
  ["rst", "text"],
  ["adoc", "text"],
]);

/** The suffixes of notes, in lower case, without the dot. */
export const NOTE_SUFFIXES: readonly string[] = [...KINDS.keys()];

/** The suffix of a file's name, in lower case, without the dot; "" without one. */
export function suffixOf(path: string): string {
  return /[^/]\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** What the note at a path is written in; undefined for a file that is no note. */
export function noteKind(path: string): NoteKind | undefined {
  return KINDS.get(suffixOf(path));
}

/** Whether a file is written in Markdown or MDX: it can have links and headings. */
export function isMarkdown(path: string): boolean {
  const kind = noteKind(path);
  return kind === "markdown" || kind === "mdx";
}

/** Whether a file of this name can be a note: by its suffix, in any letter case. */
export function isNoteFile(path: string): boolean {
  return noteKind(path) !== undefined;
}
