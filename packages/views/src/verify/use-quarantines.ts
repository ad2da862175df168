import { isAtLeast } from "../finding.ts";
import type { IsAsked, Quarantined, Quarantines } from "../quarantine/quarantined-gates.ts";
import { type AskedPair, decidePair, judgesIn, type Unmet } from "./decide-pair.ts";
import { levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/**
 * Answers which quarantine lets a pair pass that does not hold; undefined if none does. Where a judgement counts against it that is under no
 * quarantine, it does not pass. What is missing or stale does if the gate is quarantined under any partition that is asked for.
 */
export function excusingQuarantines(
  quarantines: Quarantines,
  { policy, today }: { policy: SettledPolicy; today: string },
): (pair: AskedPair, unmet: Unmet) => Quarantined | undefined {
  const askedBy =
    (gate: Pick<AskedPair["gate"], "check">): IsAsked =>
    (model) =>
      judgesIn(policy, gate, { model });
  const [ofCheck, ofModels] = [askedBy({ check: [] }), askedBy({ check: undefined })];
  return (pair, unmet) => {
    const { gate } = pair;
    const isAsked = gate.check === undefined ? ofModels : ofCheck;
    const of = (model: string) => {
      const found = quarantines.of(gate.id, model);
      return found && (found.modelId === undefined || isAsked(found.modelId)) ? found : undefined;
    };
    if (unmet.kind !== "failing") return quarantines.firstOf(gate.id, isAsked);
    const entries = pair.entries.filter(
      (entry) => !(of(entry.model) && isAtLeast(levelOf(entry, today), policy.failOn)),
    );
    if (decidePair({ ...pair, entries }, policy, today)?.kind === "failing") return undefined;
    return of(unmet.modelId ?? "");
  };
}
