/** The person at the terminal answered a question with Ctrl-C or Ctrl-\. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
  readonly code = "interrupted";
  constructor() {
    super("interrupted");
  }
}
