import { grouped } from "@review/corpus";
import type { AcceptanceEvent, Evidence } from "@review/db";
import type { AcceptableDecision, AcceptanceKind, Decision } from "@review/db/vocabulary";
import { decisionOf } from "../words/decision-of.ts";
import { OVERRIDE_TAKEN_BACK, TAKEN_BACK } from "../words/taken-back.ts";

/** What an event is to the one before it of its pair and partition. */
export interface AfterOther {
  /** What was decided before it, where that was another decision on the same review. */
  was?: Decision;
  /** It takes the decision before it back: what stood before that does so again. */
  takesBack?: true;
}

/** An acceptance with what stands by it. */
export interface JudgedEvent extends AcceptanceEvent, Partial<Pick<Evidence, "decision">> {
  /** A person's decision in place of the reviewer's that it carries on from an earlier event. */
  carriedOverride?: { decision: AcceptableDecision; remark: string | undefined };
}

/** Each event of a note, oldest first, with what it is to the one before it. Pure. */
export function withBefore<Event extends JudgedEvent>(events: readonly Event[]): (Event & AfterOther)[] {
  const ofPairs = grouped(events, ({ gateId, modelId }) => JSON.stringify([gateId, modelId]));
  const told = new Map<Event, AfterOther>();
  for (const all of ofPairs.values()) {
    for (const [at, event] of all.entries()) told.set(event, afterOther(event, all.slice(0, at)));
  }
  return events.map((event) => ({ ...event, ...told.get(event) }));
}

function afterOther(event: JudgedEvent, earlier: readonly JudgedEvent[]): AfterOther {
  const [last, beforeLast] = earlier.toReversed();
  const before = last === undefined ? event.decision : decisionOf(last);
  const isOfSame = last === undefined || last.acceptedReviewId === event.acceptedReviewId;
  const was = isOfSame && before !== decisionOf(event) ? before : undefined;
  const isAgain =
    last && beforeLast && isByPerson(event) && isSame(event, beforeLast) && !isSame(event, last);
  return { ...(was && { was }), ...((isAgain || saysSo(event)) && { takesBack: true }) };
}

const BY_PERSON: readonly AcceptanceKind[] = ["manual-ack", "manual-override", "withdrawn"];
const isByPerson = ({ acceptanceKind }: JudgedEvent) => BY_PERSON.includes(acceptanceKind);

/** Nothing else in the ledger says it, and whoever gives just these words as a reason means it. */
const saysSo = ({ remark }: JudgedEvent) => remark === TAKEN_BACK || remark === OVERRIDE_TAKEN_BACK;

/** Whether the same stands: whoever decides as it was before the last decision takes that back. */
const isSame = (a: JudgedEvent, b: JudgedEvent): boolean => stateOf(a) === stateOf(b);

function stateOf(event: JudgedEvent): string {
  const { acceptanceKind, acceptedNoteSha, acceptedGateSha, acceptedReviewId, overrideDecision } = event;
  const isReopened = acceptanceKind === "withdrawn";
  const why = isReopened || overrideDecision !== undefined ? event.remark : event.carriedOverride?.remark;
  const versions = [acceptedNoteSha, acceptedGateSha, acceptedReviewId];
  return JSON.stringify([...versions, isReopened, decisionOf(event), why]);
}
