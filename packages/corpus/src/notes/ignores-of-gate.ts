import { foldName } from "@review/protocol";
import { withoutSlash } from "../gates/select-gates.ts";
import type { Ignore } from "./find-ignores.ts";

/** Comments that name gates. */
type Naming = Pick<Ignore, "gateIds">;

/** A name in a comment as it is compared: letter case and spelling do not matter. Empty for one that names nothing. */
export const foldIgnoreName = (name: string) => foldName(withoutSlash(name)).toLowerCase();

/** All names that mean a gate, as they are compared: its own, and those of the lenses that it is in. */
export function namesOfGate(gateId: string): string[] {
  const id = foldIgnoreName(gateId);
  const lenses = [...id.matchAll(/\//g)].map(({ index }) => id.slice(0, index)).filter((lens) => lens !== "");
  return [id, ...lenses];
}

/**
 * Answers which of some comments are about a gate, or a lens that it is in, in their order. Each name is read once: there may be
 * tens of thousands in one note, and as many gates and findings to ask about.
 */
export function ignoresOfGates<Each extends Naming>(
  ignores: readonly Each[],
): (gateId: string) => readonly Each[] {
  const byName = new Map<string, Set<number>>();
  for (const [index, { gateIds }] of ignores.entries()) {
    for (const name of new Set(gateIds)) {
      const folded = foldIgnoreName(name);
      const known = byName.get(folded);
      if (known) known.add(index);
      else byName.set(folded, new Set([index]));
    }
  }
  const known = new Map<string, readonly Each[]>();
  return (gateId) => {
    const found = known.get(gateId) ?? inOrder(namesOfGate(gateId).map((name) => byName.get(name)));
    known.set(gateId, found);
    return found;
  };

  function inOrder(indexes: readonly (ReadonlySet<number> | undefined)[]): Each[] {
    const all = new Set(indexes.flatMap((some) => [...(some ?? [])]));
    return [...all].sort((a, b) => a - b).flatMap((index) => ignores[index] ?? []);
  }
}
