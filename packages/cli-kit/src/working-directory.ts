/** The folder that the process was started in has been removed. */
export class WorkingDirectoryError extends Error {
  override readonly name = "WorkingDirectoryError";
  readonly code = "no-working-directory";
  constructor(options?: ErrorOptions) {
    super(
      "the current folder is gone: change into one that is there (cd) and run the command again",
      options,
    );
  }
}

/** The error of anybody who asked for the current folder, also a library that is being loaded; undefined for any other. */
export function withoutDirectory(error: unknown): WorkingDirectoryError | undefined {
  const isAsked = error instanceof Error && "syscall" in error && error.syscall === "uv_cwd";
  return isAsked ? new WorkingDirectoryError({ cause: error }) : undefined;
}
