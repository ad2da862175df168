import type { Quarantine } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";

/** What a decision is about, and when it was made. */
type GateDecision = Pick<Quarantine, "gateId" | "gateSha" | "modelId" | "decidedAt">;

/** The newest decisions about a gate, one for each partition. */
export interface DecisionsAbout<Decision> {
  /** About its name, whatever became of its text since. */
  ofName: ReadonlyMap<string, Decision>;
  /** About its very text, for partitions that know nothing of its name: a gate that was renamed is no better than before. Copies of a text have the same map. */
  ofText: ReadonlyMap<string, Decision>;
}

const GATE = { gateId: "text", gateSha: "text" } as const;

/**
 * Answers for gates what was decided last about each. All decisions are gone through once, of however many gates is asked. Both throw InvalidInputError for
 * what is of another shape.
 */
export function decisionsAbout<Decision extends GateDecision>(
  decisions: readonly Decision[],
): (gate: Pick<GateDecision, "gateId" | "gateSha">) => DecisionsAbout<Decision> {
  checkFields({ decisions }, "decisionsAbout", { decisions: "list" });
  checkEach(decisions, "decisions", { ...GATE, modelId: "text", decidedAt: "text" });
  const [byName, byText] = [new Map<string, Newest<Decision>>(), new Map<string, Newest<Decision>>()];
  for (const each of decisions.toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))) {
    add(byName, each.gateId, each);
    add(byText, each.gateSha, each);
  }
  const none: Newest<Decision> = new Map();
  return (gate) => {
    checkFields(gate, "decisionsAbout", GATE);
    return { ofName: byName.get(gate.gateId) ?? none, ofText: byText.get(gate.gateSha) ?? none };
  };
}

type Newest<Decision> = Map<string, Decision>;

function add<Decision extends GateDecision>(
  groups: Map<string, Newest<Decision>>,
  name: string,
  decision: Decision,
): void {
  const newest = groups.get(name) ?? new Map<string, Decision>();
  groups.set(name, newest.set(decision.modelId, decision));
}
