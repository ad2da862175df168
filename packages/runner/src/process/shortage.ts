import { errorCode } from "@review/db/guards";
import type { Remedy } from "../remedy.ts";

interface Shortage {
  what: string;
  remedy: Remedy;
}

/** Whoever reviews side by side, in one sweep or in several commands. */
const FEWER = "let fewer reviewers work at a time";
const OTHERS = "end something else";

/** What the system says when it is out of something, and what a person can do about it. */
const SHORTAGES: Readonly<Record<string, Shortage>> = {
  EMFILE: {
    what: "this process may not open more files",
    remedy: [FEWER, "raise the limit with `ulimit -n`"],
  },
  ENFILE: { what: "the machine cannot open more files", remedy: [FEWER, OTHERS] },
  EAGAIN: { what: "no more processes may be started", remedy: [FEWER, "raise the limit with `ulimit -u`"] },
  ENOMEM: { what: "there is no memory for another process", remedy: [FEWER, OTHERS] },
};

/** What an error of the system is that comes from a want of files, processes or memory; undefined for another. */
export function explainShortage(code: string | undefined): Shortage | undefined {
  return code === undefined ? undefined : SHORTAGES[code];
}

/** Whether an error of the system comes from such a want. */
export function isShortage(error: unknown): boolean {
  return explainShortage(errorCode(error)) !== undefined;
}
