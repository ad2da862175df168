import { errorCode } from "@review/db/guards";

/** A file that a report is to be written to, and cannot. */
export class OutputFileError extends Error {
  override readonly name = "OutputFileError";
  readonly code = "output-unwritable";
  constructor(path: string, cause: unknown) {
    super(`cannot write ${path}: ${REASONS[errorCode(cause) ?? ""] ?? String(cause)}`, { cause });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist: make it first",
  ENOTDIR: "its folder is no folder",
  ENAMETOOLONG: "its name is too long",
  EISDIR: "it is a folder: name a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};
