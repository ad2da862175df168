/** A file cannot be opened in an editor as it was asked for. */
export class EditorError extends Error {
  override readonly name = "EditorError";
  readonly code = "no-editor";
}
