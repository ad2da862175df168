import { type Corpus, type Gate, type GateProblem, listGates, resolveGates } from "@review/corpus";

/** Gates, and the files that cannot be used as one. */
export interface GatesDocument {
  /** By id. */
  gates: GateEntry[];
  broken: readonly GateProblem[];
}

/** A gate, and its file. */
export interface GateEntry
  extends Pick<
    Gate,
    "lens" | "path" | "name" | "requiresTrait" | "watches" | "check" | "checkOutput" | "severity"
  > {
  gateId: string;
  gateSha: string;
  /** The whole file; only of gates that were named. */
  text?: string;
}

/** All gates, or those named with their texts. Throws UnknownGateError, InvalidGateError for a named one. */
export async function viewGates(corpus: Corpus, selectors: readonly string[]): Promise<GatesDocument> {
  if (selectors.length === 0) {
    const { gates, broken } = await listGates(corpus);
    return { gates: gates.map(toEntry), broken };
  }
  const gates = await resolveGates(corpus, selectors);
  return { gates: gates.map((gate) => ({ ...toEntry(gate), text: gate.text })), broken: [] };
}

function toEntry({ id, lens, path, sha, name, ...gate }: Gate): GateEntry {
  const { requiresTrait, watches, check, checkOutput, severity } = gate;
  return { gateId: id, lens, path, gateSha: sha, name, requiresTrait, watches, check, checkOutput, severity };
}
