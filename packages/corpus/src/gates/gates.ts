import type { Corpus } from "../configuration/config.ts";
import { readingBudget } from "../files/reading-budget.ts";
import { findNearestName } from "../text/nearest-name.ts";
import type { Gate, GateProblem } from "./gate.ts";
import { InvalidGateError, UnknownGateError } from "./gate-errors.ts";
import type { KnownInputs } from "./gate-inputs.ts";
import { type GateFile, listGateFiles } from "./list-gate-files.ts";
import { isBroken, readGate } from "./read-gate.ts";
import { lensesOf, selectGates } from "./select-gates.ts";

/**
 * Reads all gates but those excluded, by id or lens; usable and broken ones each in id order. Throws GatesDirectoryError,
 * and as `resolveGates` for a name that excludes nothing.
 */
export async function listGates(
  corpus: Pick<Corpus, "root" | "config">,
  exclude: readonly string[] = [],
): Promise<{ gates: Gate[]; broken: GateProblem[] }> {
  const files = await listGateFiles(corpus);
  return readGates(corpus, await excludeGates(corpus, files, { from: files, exclude }));
}

/** The ids of all gates, broken ones, too; none is read. Throws GatesDirectoryError. */
export async function listGateIds(corpus: Pick<Corpus, "root" | "config">): Promise<string[]> {
  return (await listGateFiles(corpus)).map(({ id }) => id);
}

/**
 * Reads the gates that the selectors name, by id or lens: their union in id order, each once, without those that are
 * excluded by such names. Gates that are not selected are not read. Throws UnknownGateError, AmbiguousNameError, InvalidGateError (a selected gate is broken) or
 * GatesDirectoryError.
 */
export async function resolveGates(
  corpus: Pick<Corpus, "root" | "config">,
  selectors: readonly string[],
  exclude: readonly string[] = [],
): Promise<Gate[]> {
  const files = await listGateFiles(corpus);
  const selected = await selectNamedGates(files, selectors, corpus.config.gates);
  const { gates, broken } = await readGates(
    corpus,
    await excludeGates(corpus, selected, { from: files, exclude }),
  );
  if (broken.length > 0) throw new InvalidGateError(broken);
  return gates;
}

/** Those of the known gates that the selectors name, by id or lens. Throws UnknownGateError or AmbiguousNameError. */
export async function selectNamedGates<Known extends { id: string }>(
  known: readonly Known[],
  selectors: readonly string[],
  gatesFolder: string,
): Promise<Known[]> {
  const { selected, unknown } = selectGates(known, selectors, gatesFolder);
  const [stranger] = unknown;
  if (stranger === undefined) return selected;
  const ids = known.map(({ id }) => id);
  const nearest = await findNearestName(stranger, [...ids, ...lensesOf(ids)]);
  throw new UnknownGateError(stranger, gatesFolder, { nearest });
}

/** A name that excludes nothing is a mistake, but not one of a gate that was not selected. */
async function excludeGates(
  { config }: Pick<Corpus, "config">,
  selected: readonly GateFile[],
  { from, exclude }: { from: readonly GateFile[]; exclude: readonly string[] },
): Promise<readonly GateFile[]> {
  if (exclude.length === 0) return selected;
  const excluded = await selectNamedGates(from, exclude, config.gates);
  return selected.filter((file) => !excluded.includes(file));
}

async function readGates(
  corpus: Pick<Corpus, "root">,
  files: readonly GateFile[],
): Promise<{ gates: Gate[]; broken: GateProblem[] }> {
  const gates: Gate[] = [];
  const broken: GateProblem[] = [];
  const known: KnownInputs = new Map();
  const budget = readingBudget("gates");
  for (const file of files) {
    const gate = await readGate(corpus, file, known, budget);
    if (isBroken(gate)) broken.push(gate);
    else gates.push(gate);
  }
  return { gates, broken };
}
