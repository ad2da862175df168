/** True for the name of a markdown file, the only kind of note. */
export function isNoteFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}
