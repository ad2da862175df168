import type { Gate } from "@review/corpus";
import type { ModelId } from "@review/db";
import { decisionsAbout, type KnownQuarantine } from "@review/lifecycle";
import type { LockedQuarantine } from "@review/lock";

/** That what a gate finds counts for nothing, and why. */
export interface Quarantined {
  gateId: string;
  /** Under which partition; absent: under any, since it has too few fixtures. */
  modelId?: ModelId;
  /** One line. */
  reason: string;
}

/** Whether a partition is asked about. The same function is to be given each time: what it says of many is kept. */
export type IsAsked = (modelId: ModelId) => boolean;

/** Which of some gates are quarantined. Nothing is made for each gate and partition: as many copies of a text may share as many decisions about it. */
export interface Quarantines {
  /** Whether a gate is quarantined under a partition, and why. */
  of(gateId: string, modelId: string): Quarantined | undefined;
  /** The first of `listOf`. */
  firstOf(gateId: string, isAsked: IsAsked): Quarantined | undefined;
  /** Why a gate is quarantined under any partition that is asked about: too few fixtures, then by partition. */
  listOf(gateId: string, isAsked: IsAsked): Quarantined[];
}

/** Which of some gates are quarantined: those of which the last decision says so, whatever became of their text or name since. */
export function quarantinesOf(
  gates: readonly Pick<Gate, "id" | "sha">[],
  decisions: readonly LockedQuarantine[],
): Quarantines {
  const about = decisionsAbout(decisions.map(toKnown));
  const known = new Map(gates.map((gate) => [gate.id, gate]));
  const inOrder = orderReader();
  const decidedOf = (gateId: string) => about({ gateId, gateSha: known.get(gateId)?.sha ?? "" });
  const tell = (gateId: string, { modelId, reason, gateSha }: KnownQuarantine): Quarantined => {
    const isOfNow = gateSha === known.get(gateId)?.sha;
    return {
      ...{ gateId, modelId },
      reason: isOfNow ? reason : `${reason}; the gate changed since: test it again`,
    };
  };
  return {
    of(gateId, modelId) {
      if (!known.has(gateId)) return undefined;
      const { ofName, ofText } = decidedOf(gateId);
      const last = ofName.get(modelId) ?? ofText.get(modelId);
      return last?.kind === "quarantined" ? tell(gateId, last) : undefined;
    },
    firstOf(gateId, isAsked) {
      if (!known.has(gateId)) return undefined;
      const { ofName, ofText } = decidedOf(gateId);
      const [own] = inOrder(ofName, isAsked);
      const shared = inOrder(ofText, isAsked).find(({ modelId }) => !ofName.has(modelId));
      const [first] = [own, shared].filter((each) => each !== undefined).sort(byModel);
      return first && tell(gateId, first);
    },
    listOf(gateId, isAsked) {
      if (!known.has(gateId)) return [];
      const { ofName, ofText } = decidedOf(gateId);
      const shared = inOrder(ofText, isAsked).filter(({ modelId }) => !ofName.has(modelId));
      const all = [...inOrder(ofName, isAsked), ...shared].sort(byModel);
      return all.map((each) => tell(gateId, each));
    },
  };
}

/** Those, and the gates that have fewer than `minFixtures` (`fixtures`, by gate id); a gate with a check needs none. */
export function withFewFixtures(
  decided: Quarantines,
  gates: readonly Pick<Gate, "id" | "check">[],
  { minFixtures, fixtures }: { minFixtures: number; fixtures: ReadonlyMap<string, number> },
): Quarantines {
  const lacking = new Map<string, Quarantined>();
  for (const { id: gateId, check } of gates) {
    const have = fixtures.get(gateId) ?? 0;
    if (check !== undefined || have >= minFixtures) continue;
    const reason = `has ${have} of the ${minFixtures} fixtures that verify.minFixtures asks for`;
    lacking.set(gateId, { gateId, reason });
  }
  return {
    of: (gateId, modelId) => lacking.get(gateId) ?? decided.of(gateId, modelId),
    firstOf: (gateId, isAsked) => lacking.get(gateId) ?? decided.firstOf(gateId, isAsked),
    listOf(gateId, isAsked) {
      const few = lacking.get(gateId);
      return [...(few ? [few] : []), ...decided.listOf(gateId, isAsked)];
    },
  };
}

const toKnown = ({ gate, gateVersion, model, kind, at, reason }: LockedQuarantine): KnownQuarantine => ({
  ...{ gateId: gate, gateSha: gateVersion, modelId: model as ModelId, decidedAt: at },
  ...{ kind, reason },
});

/** Those of some decisions that quarantine under a partition that is asked about, by partition; made once for all gates that share them. */
function orderReader() {
  const made = new WeakMap<IsAsked, WeakMap<Decided, KnownQuarantine[]>>();
  return (decided: Decided, isAsked: IsAsked): readonly KnownQuarantine[] => {
    const ofAsked = made.get(isAsked) ?? new WeakMap<Decided, KnownQuarantine[]>();
    made.set(isAsked, ofAsked);
    const known = ofAsked.get(decided);
    if (known) return known;
    const chosen = [...decided.values()]
      .filter(({ kind, modelId }) => kind === "quarantined" && isAsked(modelId))
      .sort(byModel);
    ofAsked.set(decided, chosen);
    return chosen;
  };
}

type Decided = ReadonlyMap<string, KnownQuarantine>;

const byModel = (a: { modelId: string }, b: { modelId: string }) => (a.modelId < b.modelId ? -1 : 1);
