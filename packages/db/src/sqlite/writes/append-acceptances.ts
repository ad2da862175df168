import type { Database } from "better-sqlite3";
import type { AcceptanceDecider, PairUnderModel } from "../../changes.ts";
import type { AcceptanceEventId, Snapshot } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { newestEvent } from "../reads/newest-acceptance.ts";
import { acceptanceEvents } from "../schema/tables.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

/**
 * Appends acceptance events that build on the newest ones of some pairs, with the snapshots. To be called in a write
 * transaction. Returns the new events' ids, in the decider's order.
 */
export function appendAcceptances(
  sqlite: Database,
  { pairs, snapshots = [] }: { pairs: readonly PairUnderModel[]; snapshots?: readonly Snapshot[] },
  decide: AcceptanceDecider,
  now: string,
): AcceptanceEventId[] {
  const orm = ormOf(sqlite);
  const events = decide(pairs.map((pair) => newestEvent(sqlite, pair)));
  insertSnapshots(sqlite, snapshots);
  return events.map(
    (event) =>
      orm
        .insert(acceptanceEvents)
        .values({ ...event, acceptedAt: now })
        .returning({ id: acceptanceEvents.id })
        .get().id,
  );
}
