import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeUnclear, findStranger } from "@review/corpus";
import { gitAbove } from "../git-above.ts";
import { type Environment, searchFolders, withSearchFolders } from "../process/search-path.ts";
import { type Unstartable, whyUnstartable } from "../process/unstartable.ts";

/**
 * The environment in which the program of a gate's check is looked for: PATH begins with `node_modules/.bin` of the root
 * and of the folders above it, up to the first `.git`, but not of a folder that somebody else than the owner of the root could
 * have put it in.
 */
export function checkEnvironment(environment: Environment, root: string): Environment {
  return withSearchFolders(environment, [...localFolders(root), ...searchFolders(environment)]);
}

/** Why the runner `checks` cannot start the program of a gate's check; undefined if nothing is known against it. */
export async function whyCheckUnstartable(
  program: string,
  { root, environment }: { root: string; environment: Environment },
): Promise<Unstartable | undefined> {
  return whyUnstartable(program, { cwd: root, environment: checkEnvironment(environment, root) });
}

/** Of some gates with a check those whose program cannot be started, each with what is wrong and how to mend it, in one line. */
export async function findMissingPrograms(
  gates: readonly { gateId: string; check?: readonly string[] | undefined }[],
  where: { root: string; environment: Environment },
): Promise<{ gateId: string; message: string }[]> {
  const flaws = new Map<string, Unstartable | undefined>();
  const missing: { gateId: string; message: string }[] = [];
  for (const { gateId, check: [program] = [] } of gates) {
    if (program === undefined) continue;
    if (!flaws.has(program)) flaws.set(program, await whyCheckUnstartable(program, where));
    const flaw = flaws.get(program);
    if (!flaw) continue;
    const message = `the program ${escapeUnclear(program)} of the check of gate ${gateId} ${flaw.says}: ${flaw.remedy}, or mend \`check\` in the gate`;
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
