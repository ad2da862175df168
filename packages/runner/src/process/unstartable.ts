import { open, stat } from "node:fs/promises";
import { platform } from "node:os";
import { resolve } from "node:path";
import { escapeUnclear } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { findProgram } from "./find-program.ts";
import { programPaths } from "./program-paths.ts";
import type { Environment } from "./search-path.ts";

/** Why a program cannot be started: what goes on after its name, and what helps. */
export interface Unstartable {
  says: string;
  remedy: string;
  /** Where something of its name is; absent if nothing is. */
  path?: string;
}

interface Place {
  cwd: string;
  environment: Environment;
}

export const NOWHERE: Unstartable = { says: "was not found", remedy: "install it" };

/** Why a program cannot be started in `cwd`, as far as that can be known without doing it; undefined if nothing is known against it. */
export async function whyUnstartable(program: string, place: Place): Promise<Unstartable | undefined> {
  const path = await findProgram(program, place);
  return path === undefined ? whyNotFound(program, place) : whyNotInterpreted(path, place.cwd);
}

/** Why `findProgram` finds no program: often there is a file of that name. */
export async function whyNotFound(program: string, place: Place): Promise<Unstartable> {
  const isPath = /[\\/]/.test(program);
  for (const path of program === "" ? [] : programPaths(platform(), program, place)) {
    const found = await stat(path).catch(() => undefined);
    // On PATH a folder of that name is passed over, as a shell does.
    if (found === undefined || (!isPath && !found.isFile())) continue;
    if (found.isDirectory()) return { path, says: "is a folder", remedy: "name the program in it" };
    if (!found.isFile()) return { path, says: "is no file", remedy: "name a program" };
    const where = isPath ? "is" : `is ${escapeUnclear(path)}, which is`;
    return { path, says: `${where} not executable`, remedy: `chmod +x ${escapeUnclear(path)}` };
  }
  return NOWHERE;
}

/** A system looks no further for the program that a script names. */
const MAX_FIRST_LINE = 256;

/** Of a script whose first line names a program that is not there, what is so. */
async function whyNotInterpreted(path: string, cwd: string): Promise<Unstartable | undefined> {
  if (platform() === "win32") return undefined;
  const interpreter = /^#![ \t]*([^ \t\n\0]+)/.exec(await readStart(path))?.[1];
  if (interpreter === undefined) return undefined;
  const isThere = await stat(resolve(cwd, interpreter)).catch(errorCode);
  if (isThere !== "ENOENT" && isThere !== "ENOTDIR") return undefined;
  return interpreter.endsWith("\r")
    ? { path, says: "is a script whose lines end as on Windows", remedy: "let them end in a line feed alone" }
    : {
        path,
        says: `begins with #!${escapeUnclear(interpreter)}, which is not there`,
        remedy: "mend that line",
      };
}

/** The first bytes of a file, or nothing if it cannot be read. */
export async function readStart(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_FIRST_LINE), 0, MAX_FIRST_LINE, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } catch {
    // A program need not be readable.
    return "";
  }
}
