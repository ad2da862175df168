import type { Database } from "better-sqlite3";
import { sql } from "drizzle-orm";
import type { AcceptanceDecider, AcceptancesToAppend, NewAcceptance } from "../../changes.ts";
import type { AcceptanceEventId } from "../../vocabulary.ts";
import { perDatabase } from "../orm.ts";
import { standingEvent } from "../reads/standing-acceptance.ts";
import { acceptanceEvents } from "../schema/tables.ts";
import { insertSnapshots } from "./insert-snapshots.ts";
import { recordSample } from "./record-sample.ts";

/** The columns of an event that a decider gives, null where there is nothing. */
const columnsOf = (event: NewAcceptance, acceptedAt: string) => ({
  notePath: event.notePath,
  gateId: event.gateId,
  modelId: event.modelId,
  acceptedReviewId: event.acceptedReviewId ?? null,
  acceptedNoteSha: event.acceptedNoteSha,
  acceptedGateSha: event.acceptedGateSha,
  acceptedAt,
  acceptanceKind: event.acceptanceKind,
  overrideDecision: event.overrideDecision ?? null,
  remark: event.remark ?? null,
});

const insertEvent = perDatabase((orm) =>
  orm
    .insert(acceptanceEvents)
    .values({
      notePath: sql.placeholder("notePath"),
      gateId: sql.placeholder("gateId"),
      modelId: sql.placeholder("modelId"),
      acceptedReviewId: sql.placeholder("acceptedReviewId"),
      acceptedNoteSha: sql.placeholder("acceptedNoteSha"),
      acceptedGateSha: sql.placeholder("acceptedGateSha"),
      acceptedAt: sql.placeholder("acceptedAt"),
      acceptanceKind: sql.placeholder("acceptanceKind"),
      overrideDecision: sql.placeholder("overrideDecision"),
      remark: sql.placeholder("remark"),
    })
    .returning({ id: acceptanceEvents.id })
    .prepare(),
);

/**
 * Appends acceptance events that build on the standing ones of some pairs, with the snapshots, and the sample that they rest
 * on. To be called in a write transaction. Returns the new events' ids, in the decider's order.
 */
export function appendAcceptances(
  sqlite: Database,
  { pairs, snapshots = [], sample }: AcceptancesToAppend,
  decide: AcceptanceDecider,
  now: string,
): AcceptanceEventId[] {
  const events = decide(pairs.map((pair) => standingEvent(sqlite, pair)));
  insertSnapshots(sqlite, snapshots);
  const ids = events.map((event) => appendAcceptance(sqlite, event, now));
  if (sample && ids.length > 0) recordSample(sqlite, sample, ids, now);
  return ids;
}

/** Appends one event with its time. */
export function appendAcceptance(
  sqlite: Database,
  event: NewAcceptance,
  acceptedAt: string,
): AcceptanceEventId {
  return insertEvent(sqlite).get(columnsOf(event, acceptedAt)).id;
}
