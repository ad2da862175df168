import type { Acceptance } from "@review/db";
import { TAKEN_BACK } from "@review/views";
import type { PageAction, SeenPair } from "../api/page-action.ts";

/** What a pair rested on before something was decided about it, and whether it was fresh then. */
export interface StoodBefore {
  acceptance: Acceptance;
  isFresh: boolean;
}

/**
 * What takes back that a pair was accepted or overridden; it is named with the acceptance that stands now. A pair that was stale
 * is so again afterwards, as one that was reopened.
 */
export function undoAccepted(pair: SeenPair, { acceptance, isFresh }: StoodBefore): PageAction[] {
  const { event } = acceptance;
  if (isFresh) return [asBefore(pair, acceptance) ?? { kind: "accept", pair, withoutOverride: true }];
  const remark = event.acceptanceKind === "withdrawn" ? event.remark : undefined;
  return [{ kind: "reopen", pair, remark: remark ?? TAKEN_BACK }];
}

/** What takes back that a pair was reopened. */
export function undoReopened(pair: SeenPair, { acceptance }: StoodBefore): PageAction[] {
  return [asBefore(pair, acceptance) ?? { kind: "accept", pair }];
}

/** The override that stood, once more. */
function asBefore(pair: SeenPair, { override }: Acceptance): PageAction | undefined {
  if (override?.overrideDecision === undefined) return undefined;
  const { overrideDecision: decision, remark = TAKEN_BACK } = override;
  return { kind: "override", pair, decision, remark };
}
