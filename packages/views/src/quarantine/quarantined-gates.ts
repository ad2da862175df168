import { type Gate, grouped } from "@review/corpus";
import type { ModelId } from "@review/db";
import { decisionsAbout } from "@review/lifecycle";
import type { LockedQuarantine } from "@review/lock";

/** That what a gate finds counts for nothing, and why. */
export interface Quarantined {
  gateId: string;
  /** Under which partition; absent: under any, since it has too few fixtures. */
  modelId?: ModelId;
  /** One line. */
  reason: string;
}

/** Answers for a gate under a partition whether it is quarantined, and why. */
export type QuarantineOf = (gateId: string, modelId: string) => Quarantined | undefined;

/**
 * Which of some gates are quarantined: those of which the last decision says so, whatever became of their text or name since, and with
 * `minFixtures` those that have fewer (`fixtures`, by gate id); a gate with a check needs none. By gate and partition.
 */
export function quarantinedGates(
  gates: readonly Pick<Gate, "id" | "sha" | "check">[],
  decisions: readonly LockedQuarantine[],
  {
    minFixtures = 0,
    fixtures,
  }: { minFixtures?: number | undefined; fixtures?: ReadonlyMap<string, number> } = {},
): Quarantined[] {
  const known = decisions.map(({ gate, gateVersion, model, kind, at, reason }) => ({
    ...{ gateId: gate, gateSha: gateVersion, modelId: model as ModelId, decidedAt: at },
    ...{ kind, reason },
  }));
  const byId = grouped(known, ({ gateId }) => gateId);
  const bySha = grouped(known, ({ gateSha }) => gateSha);
  return gates.flatMap(({ id: gateId, sha, check }): Quarantined[] => {
    const about = [...new Set([...(byId.get(gateId) ?? []), ...(bySha.get(sha) ?? [])])];
    const have = fixtures?.get(gateId) ?? 0;
    const hasTooFew = check === undefined && fixtures !== undefined && have < minFixtures;
    const few = `has ${have} of the ${minFixtures} fixtures that verify.minFixtures asks for`;
    const mine = decisionsAbout(about, { gateId, gateSha: sha }).filter(({ kind }) => kind === "quarantined");
    return [
      ...(hasTooFew ? [{ gateId, reason: few }] : []),
      ...mine.toSorted(byModel).map(({ modelId, reason, gateSha }) => ({
        ...{ gateId, modelId },
        reason: gateSha === sha ? reason : `${reason}; the gate changed since: test it again`,
      })),
    ];
  });
}

/** Looks gates and partitions up. */
export function quarantineFinder(quarantined: readonly Quarantined[]): QuarantineOf {
  const first = new Map<string, Quarantined>();
  const nameOf = (gateId: string, modelId: string | undefined) => JSON.stringify([gateId, modelId]);
  for (const each of quarantined) {
    const name = nameOf(each.gateId, each.modelId);
    if (!first.has(name)) first.set(name, each);
  }
  return (gateId, modelId) => first.get(nameOf(gateId, undefined)) ?? first.get(nameOf(gateId, modelId));
}

const byModel = (a: { modelId: string }, b: { modelId: string }) => (a.modelId < b.modelId ? -1 : 1);
