import { grouped } from "@review/corpus";
import { type Quarantined, quarantineFinder } from "../quarantine/quarantined-gates.ts";
import { type AskedPair, decidePair, judgesIn, type Unmet } from "./decide-pair.ts";
import { isAtLeast, levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/**
 * Answers which quarantine lets a pair pass that does not hold; undefined if none does. Where a judgement counts against it that is under no
 * quarantine, it does not pass. What is missing or stale does if the gate is quarantined under any partition that is asked for.
 */
export function excusingQuarantines(
  quarantined: readonly Quarantined[],
  { policy, today }: { policy: SettledPolicy; today: string },
): (pair: AskedPair, unmet: Unmet) => Quarantined | undefined {
  const ofGates = grouped(quarantined, ({ gateId }) => gateId);
  const find = quarantineFinder(quarantined);
  return (pair, unmet) => {
    const { gate } = pair;
    const isAsked = (model: string | undefined) => model === undefined || judgesIn(policy, gate, { model });
    const of = (model: string) => {
      const found = find(gate.id, model);
      return found && isAsked(found.modelId) ? found : undefined;
    };
    if (unmet.kind !== "failing") return ofGates.get(gate.id)?.find(({ modelId }) => isAsked(modelId));
    const entries = pair.entries.filter(
      (entry) => !(of(entry.model) && isAtLeast(levelOf(entry, today), policy.failOn)),
    );
    if (decidePair({ ...pair, entries }, policy, today)?.kind === "failing") return undefined;
    return of(unmet.modelId ?? "");
  };
}
