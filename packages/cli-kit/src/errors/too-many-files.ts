import { isOutOfFiles } from "@review/corpus";

/** The system lets this process, or any, open no more files: whatever it was about to read, also a part of this program. */
export class TooManyFilesError extends Error {
  override readonly name = "TooManyFilesError";
  readonly code = "too-many-files";
  constructor(options?: ErrorOptions) {
    super("too many files are open: raise the limit (`ulimit -n`), or end what has them open", options);
  }
}

/** The error of anybody who wanted to open one more file, also a library that is being loaded; undefined for any other. */
export function withoutFiles(error: unknown): TooManyFilesError | undefined {
  return isOutOfFiles(error) ? new TooManyFilesError({ cause: error }) : undefined;
}
