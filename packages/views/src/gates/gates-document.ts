import { type Corpus, type Gate, type GateProblem, listGates, resolveGates } from "@review/corpus";

/** Gates, and the files that cannot be used as one. */
export interface GatesDocument {
  /** By id. */
  gates: GateEntry[];
  broken: readonly GateProblem[];
}

/** A gate, and its file. */
export interface GateEntry extends Omit<Gate, "id" | "sha" | "text" | "evidence" | "inputs" | "volatile"> {
  gateId: string;
  gateSha: string;
  /** The whole file; only of gates that were named. */
  text?: string;
}

/**
 * All gates, or those named with their texts, without those that are excluded. Throws UnknownGateError, and
 * InvalidGateError for a named one.
 */
export async function viewGates(
  corpus: Corpus,
  selectors: readonly string[],
  exclude?: readonly string[],
): Promise<GatesDocument> {
  if (selectors.length === 0) {
    const { gates, broken } = await listGates(corpus, exclude);
    return { gates: gates.map(toEntry), broken };
  }
  const gates = await resolveGates(corpus, selectors, exclude);
  return { gates: gates.map((gate) => ({ ...toEntry(gate), text: gate.text })), broken: [] };
}

function toEntry({ id, lens, path, sha, name, ...fields }: Gate): GateEntry {
  const { requiresTrait, appliesTo, requires, watches, check, checkOutput, severity } = fields;
  const scope = { requiresTrait, appliesTo, requires };
  return { gateId: id, lens, path, gateSha: sha, name, ...scope, watches, check, checkOutput, severity };
}
