import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeUnclear, findStranger } from "@review/corpus";
import { gitAbove } from "../git-above.ts";
import { findProgram } from "../process/find-program.ts";
import { type Environment, searchFolders, withSearchFolders } from "../process/search-path.ts";

/**
 * The environment in which the program of a gate's check is looked for: PATH begins with `node_modules/.bin` of the root
 * and of the folders above it, up to the first `.git`, but not of a folder that somebody else than the owner of the root could
 * have put it in.
 */
export function checkEnvironment(environment: Environment, root: string): Environment {
  return withSearchFolders(environment, [...localFolders(root), ...searchFolders(environment)]);
}

/** Where the runner `checks` finds the program of a gate's check. Undefined if it is nowhere. */
export async function findCheckProgram(
  program: string,
  { root, environment }: { root: string; environment: Environment },
): Promise<string | undefined> {
  return findProgram(program, { cwd: root, environment: checkEnvironment(environment, root) });
}

/** Of some gates with a check those whose program is nowhere, each with what is wrong and how to mend it, in one line. */
export async function findMissingPrograms(
  gates: readonly { gateId: string; check?: readonly string[] | undefined }[],
  where: { root: string; environment: Environment },
): Promise<{ gateId: string; message: string }[]> {
  const found = new Map<string, boolean>();
  const missing: { gateId: string; message: string }[] = [];
  for (const { gateId, check: [program] = [] } of gates) {
    if (program === undefined) continue;
    if (!found.has(program)) found.set(program, (await findCheckProgram(program, where)) !== undefined);
    if (found.get(program)) continue;
    const message = `the program ${escapeUnclear(program)} of the check of gate ${gateId} was not found: install it, or mend \`check\` in the gate`;
    missing.push({ gateId, message });
  }
  return missing;
}

function localFolders(root: string): string[] {
  const owner = statSync(root, { throwIfNoEntry: false })?.uid;
  const local: string[] = [];
  // A root that has gone meanwhile has no programs either.
  if (owner === undefined) return local;
  const git = gitAbove(root);
  for (let folder = root; ; folder = dirname(folder)) {
    if (folder !== root && findStranger(folder, owner) !== undefined) return local;
    local.push(join(folder, "node_modules", ".bin"));
    if (git === join(folder, ".git") || dirname(folder) === folder) return local;
  }
}
