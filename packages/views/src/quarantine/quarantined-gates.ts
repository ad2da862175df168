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

/**
 * Which of some gates are quarantined: those of which the last decision says so, whatever became of their text or name since, and with
 * `minFixtures` those that have fewer (`fixtures`, by gate id); a gate with a check needs none.
 */
export function quarantinesOf(
  gates: readonly Pick<Gate, "id" | "sha" | "check">[],
  decisions: readonly LockedQuarantine[],
  {
    minFixtures = 0,
    fixtures,
  }: { minFixtures?: number | undefined; fixtures?: ReadonlyMap<string, number> } = {},
): Quarantines {
  const about = decisionsAbout(decisions.map(toKnown));
  const known = new Map(gates.map((gate) => [gate.id, gate]));
  const inOrder = orderReader();
  const fewOf = (gateId: string): Quarantined | undefined => {
    const have = fixtures?.get(gateId) ?? 0;
    const hasTooFew = known.get(gateId)?.check === undefined && fixtures !== undefined && have < minFixtures;
    if (!known.has(gateId) || !hasTooFew) return undefined;
    return { gateId, reason: `has ${have} of the ${minFixtures} fixtures that verify.minFixtures asks for` };
  };
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
      const few = fewOf(gateId);
      if (few || !known.has(gateId)) return few;
      const { ofName, ofText } = decidedOf(gateId);
      const last = ofName.get(modelId) ?? ofText.get(modelId);
      return last?.kind === "quarantined" ? tell(gateId, last) : undefined;
    },
    firstOf(gateId, isAsked) {
      const few = fewOf(gateId);
      if (few || !known.has(gateId)) return few;
      const { ofName, ofText } = decidedOf(gateId);
      const [own] = inOrder(ofName, isAsked);
      const shared = inOrder(ofText, isAsked).find(({ modelId }) => !ofName.has(modelId));
      const [first] = [own, shared].filter((each) => each !== undefined).sort(byModel);
      return first && tell(gateId, first);
    },
    listOf(gateId, isAsked) {
      const few = fewOf(gateId);
      if (!known.has(gateId)) return [];
      const { ofName, ofText } = decidedOf(gateId);
      const shared = inOrder(ofText, isAsked).filter(({ modelId }) => !ofName.has(modelId));
      const all = [...inOrder(ofName, isAsked), ...shared].sort(byModel);
      return [...(few ? [few] : []), ...all.map((each) => tell(gateId, each))];
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
