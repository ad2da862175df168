import { lensOf } from "./gate.ts";

/** What selectors pick out of the known gates; `unknown` are the selectors that name nothing. */
export interface GateSelection<Known> {
  /** In id order, each once. */
  selected: Known[];
  unknown: string[];
}

/**
 * Picks gates by selector: an exact gate id first, else a lens with all gates below it. A selector may end in `/`
 * (then the lens comes first) or `.md`, and may start with the path of the gates directory. An id that itself ends in
 * `.md` (of a file `tone.md.md`) is meant before the one without, except in the path of a file.
 */
export function selectGates<Known extends { id: string }>(
  known: readonly Known[],
  selectors: readonly string[],
  gatesFolder: string,
): GateSelection<Known> {
  const selected = new Set<Known>();
  const unknown: string[] = [];
  for (const selector of selectors) {
    const path = withoutFolder(selector, gatesFolder);
    const found =
      findGates(known, selector) ?? findGates(known, withoutEnding(path)) ?? findGates(known, path) ?? [];
    if (found.length === 0) unknown.push(selector);
    for (const gate of found) selected.add(gate);
  }
  return { selected: known.filter((gate) => selected.has(gate)), unknown };
}

/** Every lens of the known gates, nested ones too, each once. */
export function lensesOf(known: readonly { id: string }[]): string[] {
  const lenses = new Set<string>();
  for (const { id } of known) {
    for (let lens = lensOf(id); lens !== ""; lens = lensOf(lens)) lenses.add(lens);
  }
  return [...lenses].sort();
}

function findGates<Known extends { id: string }>(
  known: readonly Known[],
  selector: string,
): Known[] | undefined {
  const name = selector.replace(/\/+$/, "");
  const gate = known.filter(({ id }) => id === name);
  const lens = name === "" ? [] : known.filter(({ id }) => id.startsWith(`${name}/`));
  const order = selector.endsWith("/") ? [lens, gate] : [gate, lens];
  return order.find((gates) => gates.length > 0);
}

function withoutEnding(selector: string): string {
  return selector.replace(/\/+$/, "").replace(/\.md$/, selector.endsWith("/") ? "/" : "");
}

function withoutFolder(selector: string, folder: string): string {
  const path = selector.replace(/^\.\//, "");
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
