import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { errorCode } from "@review/db/guards";
import type { Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { cannotStart } from "./process-ending.ts";
import type { Environment } from "./search-path.ts";

/** Makes a folder for the files of one invocation that nobody else can read, where the environment keeps such things; gives its absolute path. */
export function makePrivateFolder({ TMPDIR }: Environment): Promise<string> {
  // Absolute, because the program is started in another folder.
  return mkdtemp(join(resolve(TMPDIR || tmpdir()), "review-"));
}

/** Removes such a folder. What cannot be removed is no reason to lose an answer. */
export async function removePrivateFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Why a program cannot be started whose files cannot be written: whatever it is asked, the next one's cannot be written either. */
export function notPrepared(name: string, error: unknown): Failure<"cannot-start"> {
  const problem = error instanceof Error ? error.message : String(error);
  return (
    cannotStart(name, { problem, code: errorCode(error) }) ?? {
      how: "cannot-start",
      message: `${name} cannot be started, its temporary files cannot be written (${toOneLine(problem)})`,
      remedy: ["free some space", "set TMPDIR to a folder that is there"],
    }
  );
}
