import { type Gate, lensOf } from "@review/corpus";
import type { SweepGate } from "@review/db/queue";

/** What a reviewer is told of a gate beside its text, as it is kept with a shared sweep. */
export interface GateFacts {
  name: string;
  severity: Gate["severity"];
  evidence?: "none";
  /** Whether its version covers other files. */
  hasInputs: boolean;
}

export const factsOf = ({ name, severity, evidence, inputs = [] }: Gate): GateFacts => ({
  ...{ name, severity, hasInputs: inputs.length > 0 },
  ...(evidence && { evidence }),
});

/**
 * The gate of a shared sweep for a reviewer that reads a prompt. It has no check: which programs are started is never said by a
 * ledger, only by files that somebody agreed to.
 */
export function gateOf({ gateId, sha, text, facts }: SweepGate): Gate {
  const { name, severity, evidence } = facts;
  return {
    ...{ id: gateId, lens: lensOf(gateId), path: gateId, sha, text },
    name: typeof name === "string" ? name : gateId,
    severity: severity === "warn" ? "warn" : "fail",
    ...(evidence === "none" && { evidence }),
    volatile: false,
  };
}
