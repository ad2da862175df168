import type { Gate } from "@review/corpus";
import type { LockedQuarantine } from "@review/lock";
import type { QuarantineBase } from "./quarantine-base.ts";
import { type Quarantines, quarantinesOf } from "./quarantined-gates.ts";

/**
 * Which gates are quarantined by what a commit decided about them, where a tree must not loosen that: what the tree knows (`known`) can
 * lift a quarantine. A gate is the one of its text there, whatever its name was; one whose text the commit has not is in no quarantine.
 */
export function quarantinesWithin(
  base: QuarantineBase,
  gates: readonly Gate[],
  known: readonly LockedQuarantine[],
): Quarantines {
  const lifted = known.filter(({ kind }) => kind === "lifted");
  const holds = new Set(base.decisions.filter(({ kind }) => kind === "lifted").map(({ gate }) => gate));
  const there = new Map<string, Pick<Gate, "id" | "sha" | "check">>();
  for (const gate of gates) {
    const names = base.sameText(gate);
    const id = names.find((name) => name === gate.id) ?? names.find((name) => holds.has(name)) ?? names[0];
    if (id !== undefined) there.set(gate.id, { ...gate, id });
  }
  const idOf = (gateId: string) => there.get(gateId)?.id;
  const inBase = quarantinesOf(
    [...there.values()],
    // The newest counts, of two of one time the last: so a lift is not taken back by what was before it.
    [...base.decisions, ...lifted.map((each) => ({ ...each, gate: idOf(each.gate) ?? each.gate }))],
  );
  return {
    of(gateId, modelId) {
      const found = inBase.of(idOf(gateId) ?? "", modelId);
      return found && { ...found, gateId };
    },
    firstOf(gateId, isAsked) {
      const found = inBase.firstOf(idOf(gateId) ?? "", isAsked);
      return found && { ...found, gateId };
    },
    listOf: (gateId, isAsked) =>
      inBase.listOf(idOf(gateId) ?? "", isAsked).map((found) => ({ ...found, gateId })),
  };
}
