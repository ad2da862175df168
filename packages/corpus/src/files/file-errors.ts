import { errorCode } from "@review/db/guards";
import { NOT_REGULAR, TOO_LARGE } from "./open-regular-file.ts";

const REASONS: Record<string, string> = {
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is not a directory",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "it is a symlink, or its symlinks form a loop",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  ERR_FS_FILE_TOO_LARGE: "it is too large",
  [NOT_REGULAR]: "it is not a regular file",
};

/** Why a file operation failed, in words for a one-line message. */
export function describeFileError(error: unknown): string {
  const code = errorCode(error);
  if (code === TOO_LARGE && error instanceof Error) return error.message;
  return code === undefined ? "unknown reason" : (REASONS[code] ?? code);
}

/** True when no more files may be open, which says nothing about the file that was asked for. */
export function isOutOfFiles(error: unknown): boolean {
  return ["EMFILE", "ENFILE"].includes(errorCode(error) ?? "");
}

/** True when the system takes no path so long, which says nothing of whether anything is there. */
export function isTooLong(error: unknown): boolean {
  return errorCode(error) === "ENAMETOOLONG";
}

/** True when the failure means that nothing of that name exists. A name that is too long cannot exist either. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(errorCode(error) ?? "");
}
