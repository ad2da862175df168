/** The note is another one than the one that was looked at. */
export class NoteChangedError extends Error {
  override readonly name = "NoteChangedError";
  readonly code = "note-changed";
  constructor(notePath: string, sha: string) {
    super(
      `${notePath} has changed since you looked: it is ${sha.slice(0, 12)} now; look again with \`review-nested why\``,
    );
  }
}
