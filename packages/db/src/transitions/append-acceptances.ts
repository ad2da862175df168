import { and, desc, eq } from "drizzle-orm";
import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { ormOf } from "../orm.ts";
import { toAcceptanceEvent } from "../read-rows.ts";
import type { AcceptanceEvent } from "../rows.ts";
import { acceptanceEvents } from "../tables.ts";
import { writeTransaction } from "../transaction.ts";
import type { AcceptanceEventId, ModelId, Snapshot } from "../vocabulary.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

export interface PairKey {
  notePath: string;
  gateId: string;
}

export type NewAcceptance = Omit<AcceptanceEvent, "id" | "acceptedAt">;

/**
 * Appends acceptance events that build on earlier ones: in one immediate transaction loads the newest event
 * of every pair under the partition, asks the decider for the events to append (it may throw, then nothing
 * happens), keeps the snapshots and appends. Returns the new events' ids, in the decider's order.
 */
export async function appendAcceptances(
  ledger: Ledger,
  {
    pairs,
    modelId,
    snapshots = [],
  }: { pairs: readonly PairKey[]; modelId: ModelId; snapshots?: readonly Snapshot[] },
  decide: (current: readonly (AcceptanceEvent | undefined)[]) => readonly NewAcceptance[],
): Promise<AcceptanceEventId[]> {
  const connection = connectionOf(ledger);
  return writeTransaction(connection, (sqlite) => {
    const orm = ormOf(connection);
    const current = pairs.map(({ notePath, gateId }) => {
      const row = orm
        .select()
        .from(acceptanceEvents)
        .where(
          and(
            eq(acceptanceEvents.modelId, modelId),
            eq(acceptanceEvents.notePath, notePath),
            eq(acceptanceEvents.gateId, gateId),
          ),
        )
        .orderBy(desc(acceptanceEvents.id))
        .limit(1)
        .get();
      return row && toAcceptanceEvent(row);
    });
    const events = decide(current);
    insertSnapshots(sqlite, snapshots);
    return events.map(
      (event) =>
        orm
          .insert(acceptanceEvents)
          .values({ ...event, acceptedAt: connection.now() })
          .returning({ id: acceptanceEvents.id })
          .get().id,
    );
  });
}
