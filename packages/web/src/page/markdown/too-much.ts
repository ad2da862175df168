/** A text that cannot be drawn as Markdown within bounds; the message says why, to be read after "since". */
export class TooMuchMarkdownError extends Error {
  readonly code = "too-much-markdown";
}
