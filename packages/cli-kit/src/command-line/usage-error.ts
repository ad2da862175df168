/** A command line that cannot be carried out as it stands; the message says how to mend it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string = "usage";
}
