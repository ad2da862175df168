import { type Ledger, listOpinionCalls, type ModelId } from "@review/db";
import { costCounter } from "../costs/cost-counter.ts";
import type { SecondOpinions } from "./gate-card.ts";

interface Counted {
  costs: ReturnType<typeof costCounter>;
  said: Map<string, { opinions: number; disputed: number }>;
}

/** Counts the second opinions since some time, by the partition and gate whose findings they are about. */
export async function readSecondOpinions(
  ledger: Ledger,
  since = "",
): Promise<(gateId: string, modelId: ModelId) => SecondOpinions | undefined> {
  const byPartition = new Map<ModelId, Counted>();
  for (const call of await listOpinionCalls(ledger)) {
    if (call.saidAt < since) continue;
    const counted = byPartition.get(call.ofModelId) ?? { costs: costCounter("gate"), said: new Map() };
    byPartition.set(call.ofModelId, counted);
    counted.costs.takeOpinion(call);
    const { opinions, disputed } = counted.said.get(call.gateId) ?? { opinions: 0, disputed: 0 };
    const more = call.kind === "disputed" ? 1 : 0;
    counted.said.set(call.gateId, { opinions: opinions + 1, disputed: disputed + more });
  }
  const found = new Map(
    [...byPartition].map(([modelId, { costs, said }]) => [modelId, { rows: costs.count().rows, said }]),
  );
  return (gateId, modelId) => {
    const { rows = [], said } = found.get(modelId) ?? {};
    const [row, amounts] = [rows.find(({ name }) => name === gateId), said?.get(gateId)];
    if (!row || !amounts) return undefined;
    const { name: _, ...costs } = row;
    return { ...amounts, costs };
  };
}
