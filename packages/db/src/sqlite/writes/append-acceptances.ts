import type { Database } from "better-sqlite3";
import { and, desc, eq } from "drizzle-orm";
import type { AcceptanceDecider, PairUnderModel } from "../../changes.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import type { AcceptanceEventId, Snapshot } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { toAcceptanceEvent } from "../reads/read-rows.ts";
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

function newestEvent(sqlite: Database, pair: PairUnderModel): AcceptanceEvent | undefined {
  const row = ormOf(sqlite)
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        eq(acceptanceEvents.modelId, pair.modelId),
        eq(acceptanceEvents.notePath, pair.notePath),
        eq(acceptanceEvents.gateId, pair.gateId),
      ),
    )
    .orderBy(desc(acceptanceEvents.id))
    .limit(1)
    .get();
  return row && toAcceptanceEvent(row);
}
