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

/** Answers which of some comments are about a gate, or a lens that it is in, in their order. */
export interface IgnoresOfGates<Each> {
  /** All of them: the same list for gates that the same names mean. */
  all(gateId: string): readonly Each[];
  /** The first few, and how many there are. */
  beginning(gateId: string, most: number): { first: readonly Each[]; count: number };
}

/** Reads each name once: there may be tens of thousands in one note, and as many gates and findings to ask about. */
export function ignoresOfGates<Each extends Naming>(ignores: readonly Each[]): IgnoresOfGates<Each> {
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
  const at = (indexes: Iterable<number>) =>
    [...indexes].sort((a, b) => a - b).flatMap((index) => ignores[index] ?? []);
  const namesIn = (gateId: string) => namesOfGate(gateId).filter((name) => byName.has(name));
  const indexesOf = (names: readonly string[]) => names.flatMap((name) => byName.get(name) ?? []);
  return {
    all(gateId) {
      const names = namesIn(gateId);
      const key = names.join("\0");
      const found = known.get(key) ?? at(new Set(indexesOf(names).flatMap((each) => [...each])));
      known.set(key, found);
      return found;
    },
    beginning(gateId, most) {
      const [longest = new Set(), ...others] = indexesOf(namesIn(gateId)).sort((a, b) => b.size - a.size);
      const beside = new Set(others.flatMap((each) => [...each].filter((index) => !longest.has(index))));
      const first = new Set([...firstOf(longest, most), ...beside]);
      return { first: at(first).slice(0, most), count: longest.size + beside.size };
    },
  };
}

function firstOf(indexes: Iterable<number>, most: number): number[] {
  const first: number[] = [];
  for (const index of indexes) {
    if (first.length === most) break;
    first.push(index);
  }
  return first;
}
