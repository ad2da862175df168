import { errorCode } from "@review/db/guards";

/** What the system says when it is out of something, and what a person can do about it. */
const SHORTAGES: Readonly<Record<string, string>> = {
  EMFILE: "this process may not open more files: use fewer --jobs, or raise the limit with `ulimit -n`",
  ENFILE: "the machine cannot open more files: use fewer --jobs, or end something else",
  EAGAIN: "no more processes may be started: use fewer --jobs, or raise the limit with `ulimit -u`",
  ENOMEM: "there is no memory for another process: use fewer --jobs, or end something else",
};

/** What to do about an error of the system that comes from a want of files, processes or memory; undefined for another. */
export function explainShortage(code: string | undefined): string | undefined {
  return code === undefined ? undefined : SHORTAGES[code];
}

/** Whether an error of the system comes from such a want. */
export function isShortage(error: unknown): boolean {
  return explainShortage(errorCode(error)) !== undefined;
}
