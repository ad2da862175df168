import { and, asc, eq } from "drizzle-orm";
import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { ormOf } from "../orm.ts";
import { toAcceptanceEvent } from "../read-rows.ts";
import type { AcceptanceEvent } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { acceptanceEvents } from "../tables.ts";
import type { ModelId } from "../vocabulary.ts";

export interface AcceptanceFilter {
  notePath?: string;
  gateId?: string;
  modelId?: ModelId;
}

/** The acceptance events that fit every given part of the filter, oldest first. */
export async function listAcceptanceEvents(
  ledger: Ledger,
  filter: AcceptanceFilter = {},
): Promise<AcceptanceEvent[]> {
  const connection = connectionOf(ledger);
  const { notePath, gateId, modelId } = filter;
  const conditions = [
    notePath && eq(acceptanceEvents.notePath, notePath),
    gateId && eq(acceptanceEvents.gateId, gateId),
    modelId && eq(acceptanceEvents.modelId, modelId),
  ].filter((condition) => typeof condition === "object");
  return withLedgerErrors(connection.url, () =>
    ormOf(connection)
      .select()
      .from(acceptanceEvents)
      .where(and(...conditions))
      .orderBy(asc(acceptanceEvents.id))
      .all()
      .map(toAcceptanceEvent),
  );
}
