import { count } from "@review/cli-kit";
import { findMissingPrograms, type PlannedPair, type Runner, toRequestedGate } from "@review/runner";

/** A gate whose pairs are left out, since the program of its check is not there. */
export interface UncheckedGate {
  gateId: string;
  pairs: number;
  /** One line that says how to mend it. */
  reason: string;
}

/** Parts the pairs of gates whose check can be started from those of gates whose program is nowhere. Nothing is started. */
export async function leaveOutUnchecked(
  pairs: readonly PlannedPair[],
  runner: Runner,
  where: Parameters<typeof findMissingPrograms>[1],
): Promise<{ checked: PlannedPair[]; unchecked: UncheckedGate[] }> {
  if (runner.usesModel) return { checked: [...pairs], unchecked: [] };
  const gates = new Map(pairs.map(({ gate }) => [gate.id, toRequestedGate(gate)]));
  const missing = await findMissingPrograms([...gates.values()], where);
  const isMissing = new Set(missing.map(({ gateId }) => gateId));
  return {
    checked: pairs.filter(({ gate }) => !isMissing.has(gate.id)),
    unchecked: missing.map(({ gateId, message }) => ({
      gateId,
      pairs: pairs.filter(({ gate }) => gate.id === gateId).length,
      reason: message,
    })),
  };
}

/** What is left out, a line for each gate. */
export function describeUnchecked({ pairs, reason }: UncheckedGate): string {
  return `left out ${count(pairs, "pair")}: ${reason}`;
}
