import { findName } from "../text/find-name.ts";
import { lensOf } from "./gate.ts";

/** What selectors pick out of the known gates; `unknown` are the selectors that name nothing. */
export interface GateSelection<Known> {
  /** In id order, each once. */
  selected: Known[];
  unknown: string[];
}

/**
 * Picks gates by selector: a gate id first, else a lens with all gates below it. A selector may end in `/` (then the
 * lens comes first) or `.md`, and may start with the path of the gates directory. What is called exactly so comes
 * before another spelling. Throws AmbiguousNameError.
 */
export function selectGates<Known extends { id: string }>(
  known: readonly Known[],
  selectors: readonly string[],
  gatesFolder: string,
): GateSelection<Known> {
  const ids = known.map(({ id }) => id);
  const selected = new Set<Known>();
  const unknown: string[] = [];
  for (const selector of selectors) {
    const name = findGateName(selector, ids, gatesFolder);
    if (name === undefined) unknown.push(selector);
    else for (const gate of gatesOf(name, known, selector.endsWith("/"))) selected.add(gate);
  }
  return { selected: known.filter((gate) => selected.has(gate)), unknown };
}

/** The id, or the lens of some, that a selector names; undefined if there is none. Throws AmbiguousNameError. */
export function findGateName(
  selector: string,
  ids: readonly string[],
  gatesFolder: string,
): string | undefined {
  const readings = [selector, withoutFolder(selector, gatesFolder)].map((name) =>
    name.replace(/(?<!\/)\/+$/, "").replace(/\.md$/, ""),
  );
  return findName(selector, { readings, known: [...ids, ...lensesOf(ids)] });
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

function withoutFolder(selector: string, folder: string): string {
  const path = selector.replace(/^\.\//, "");
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
