import type { GateOutcome } from "@review/runner";
import { type Finding, type ResolvedFinding, viewFindings, viewResolved } from "@review/views";

/** What was accepted of a gate. */
export interface AcceptedGate extends Omit<GateOutcome, "rationaleMarkdown" | "findings" | "resolved"> {
  findings: Finding[];
  /** What the accepted review before found, and this one did not; absent if there is none. */
  resolved?: ResolvedFinding[];
}

export function viewAcceptedGate<Gate extends Omit<GateOutcome, "rationaleMarkdown">>({
  findings,
  resolved,
  ...gate
}: Gate): Omit<Gate, "findings" | "resolved"> & Pick<AcceptedGate, "findings" | "resolved"> {
  return {
    ...gate,
    findings: viewFindings(findings),
    ...(resolved.length > 0 && { resolved: resolved.map(viewResolved) }),
  };
}
