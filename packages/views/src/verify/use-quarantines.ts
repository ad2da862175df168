import type { Quarantined } from "../quarantine/quarantined-gates.ts";
import { type AskedPair, decidePair, judgesIn, type Unmet } from "./decide-pair.ts";
import { isAtLeast, levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/**
 * The quarantine that lets a pair pass which does not hold; undefined if none does. Where a judgement counts against it that is under no
 * quarantine, it does not pass. What is missing or stale does if the gate is quarantined under any partition that is asked for.
 */
export function quarantineThatExcuses(
  pair: AskedPair,
  unmet: Unmet,
  quarantined: readonly Quarantined[],
  { policy, today }: { policy: SettledPolicy; today: string },
): Quarantined | undefined {
  const mine = quarantined.filter(
    ({ gateId, modelId }) =>
      gateId === pair.gate.id && (modelId === undefined || judgesIn(policy, pair.gate, { model: modelId })),
  );
  const of = (model: string) => mine.find(({ modelId }) => modelId === undefined || modelId === model);
  if (unmet.kind !== "failing") return mine[0];
  const entries = pair.entries.filter(
    (entry) => !(of(entry.model) && isAtLeast(levelOf(entry, today), policy.failOn)),
  );
  if (decidePair({ ...pair, entries }, policy, today)?.kind === "failing") return undefined;
  return of(unmet.modelId ?? "");
}
