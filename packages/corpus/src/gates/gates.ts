import type { Corpus } from "../configuration/config.ts";
import { findNearestName } from "../text/nearest-name.ts";
import type { Gate, GateProblem } from "./gate.ts";
import { InvalidGateError, UnknownGateError } from "./gate-errors.ts";
import type { KnownInputs } from "./gate-inputs.ts";
import { type GateFile, listGateFiles } from "./list-gate-files.ts";
import { isBroken, readGate } from "./read-gate.ts";
import { lensesOf, selectGates } from "./select-gates.ts";

/** Reads all gates; usable and broken ones each in id order. Throws GatesDirectoryError. */
export async function listGates(
  corpus: Pick<Corpus, "root" | "config">,
): Promise<{ gates: Gate[]; broken: GateProblem[] }> {
  return readGates(corpus, await listGateFiles(corpus));
}

/** The ids of all gates, broken ones, too; none is read. Throws GatesDirectoryError. */
export async function listGateIds(corpus: Pick<Corpus, "root" | "config">): Promise<string[]> {
  return (await listGateFiles(corpus)).map(({ id }) => id);
}

/**
 * Reads the gates that the selectors name, by id or lens: their union in id order, each once. Gates that are not
 * selected are not read. Throws UnknownGateError, AmbiguousNameError, InvalidGateError (a selected gate is broken) or
 * GatesDirectoryError.
 */
export async function resolveGates(
  corpus: Pick<Corpus, "root" | "config">,
  selectors: readonly string[],
): Promise<Gate[]> {
  const selected = await selectNamedGates(await listGateFiles(corpus), selectors, corpus.config.gates);
  const { gates, broken } = await readGates(corpus, selected);
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
  throw new UnknownGateError(
    stranger,
    gatesFolder,
    await findNearestName(stranger, [...ids, ...lensesOf(ids)]),
  );
}

async function readGates(
  corpus: Pick<Corpus, "root">,
  files: readonly GateFile[],
): Promise<{ gates: Gate[]; broken: GateProblem[] }> {
  const gates: Gate[] = [];
  const broken: GateProblem[] = [];
  const known: KnownInputs = new Map();
  for (const file of files) {
    const gate = await readGate(corpus, file, known);
    if (isBroken(gate)) broken.push(gate);
    else gates.push(gate);
  }
  return { gates, broken };
}
