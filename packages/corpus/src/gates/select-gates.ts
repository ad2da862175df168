import { nameAmong } from "../text/find-name.ts";
import { lensOf } from "./gate.ts";

/**
 * Picks gates by selector: an exact gate id first, else a lens with all gates below it. A selector may end in `/`
 * (then the lens comes first) or `.md`, and may start with the path of the gates directory. An id that itself ends in
 * `.md` (of a file `tone.md.md`) is meant before the one without, except in the path of a file. What is called exactly
 * so comes before another spelling. `selected` is in the order of `known`, `unknown` are the selectors that name nothing.
 * Throws AmbiguousNameError.
 */
export function selectGates<Known extends { id: string }>(
  known: readonly Known[],
  selectors: readonly string[],
  gatesFolder: string,
): { selected: Known[]; unknown: string[] } {
  const nameOf = gateNameAmong(
    known.map(({ id }) => id),
    gatesFolder,
  );
  const selected = new Set<Known>();
  const unknown: string[] = [];
  for (const selector of selectors) {
    const name = nameOf(selector);
    if (name === undefined) unknown.push(selector);
    else for (const gate of gatesOf(name, known, selector.endsWith("/"))) selected.add(gate);
  }
  return { selected: known.filter((gate) => selected.has(gate)), unknown };
}

/** Says of selectors which id, or lens of some, each names; undefined of one that names none. What it gives throws AmbiguousNameError. */
export function gateNameAmong(
  ids: readonly string[],
  gatesFolder: string,
): (selector: string) => string | undefined {
  const nameOf = nameAmong([...ids, ...lensesOf(ids)]);
  return (selector) => {
    const path = withoutFolder(selector, gatesFolder);
    const readings = [selector, withoutSlash(path).replace(/\.md$/, ""), path].map(withoutSlash);
    return nameOf(selector, readings);
  };
}

/** Every lens of the gate ids, nested ones too, each once. */
export function lensesOf(ids: readonly string[]): string[] {
  const lenses = new Set<string>();
  for (const id of ids) {
    for (let lens = lensOf(id); lens !== ""; lens = lensOf(lens)) lenses.add(lens);
  }
  return [...lenses].sort();
}

function gatesOf<Known extends { id: string }>(
  name: string,
  known: readonly Known[],
  lensFirst: boolean,
): Known[] {
  const gate = known.filter(({ id }) => id === name);
  const lens = known.filter(({ id }) => id.startsWith(`${name}/`));
  const order = lensFirst ? [lens, gate] : [gate, lens];
  return order.find((gates) => gates.length > 0) ?? [];
}

/** A name as a person may write a lens, without the slashes at its end. */
export function withoutSlash(name: string): string {
  return name.replace(/(?<!\/)\/+$/, "");
}

function withoutFolder(selector: string, folder: string): string {
  const path = selector.replace(/^\.\//, "");
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
