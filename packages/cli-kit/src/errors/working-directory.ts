import { errorCode } from "@review/db/guards";

/** The folder that the process was started in cannot be told: it has been removed, as a rule. */
export class WorkingDirectoryError extends Error {
  override readonly name = "WorkingDirectoryError";
  readonly code = "no-working-directory";
  constructor(code: string, options?: ErrorOptions) {
    const what = code === "ENOENT" ? "is gone" : `cannot be told (${code})`;
    super(`the current folder ${what}: change into another one (cd) and run the command again`, options);
  }
}

/** The error of anybody who asked for the current folder, also a library that is being loaded; undefined for any other. */
export function withoutDirectory(error: unknown): WorkingDirectoryError | undefined {
  const isAsked = error instanceof Error && "syscall" in error && error.syscall === "uv_cwd";
  if (!isAsked) return undefined;
  return new WorkingDirectoryError(errorCode(error) ?? error.message, { cause: error });
}
