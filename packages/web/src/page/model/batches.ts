import type { RunEntry } from "@review/views";
import { groupBy } from "./group-by.ts";

/** The runs that one call of a reviewer served, by the id of each, where it served several: what it took is told of each of them. */
export function batchesOf(runs: readonly RunEntry[]): ReadonlyMap<number, readonly RunEntry[]> {
  const calls = groupBy(runs, ({ id, telemetry }) => telemetry?.invocationId ?? `run ${id}`);
  const shared = [...calls.values()].filter((all) => all.length > 1);
  return new Map(shared.flatMap((all) => all.map(({ id }) => [id, all] as const)));
}
