import { and, asc, eq } from "drizzle-orm";
import { connectionOf, type Ledger } from "../ledger.ts";
import { type AcceptanceEvent, toAcceptanceEvent } from "../rows.ts";
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
  const { orm, url } = connectionOf(ledger);
  const { notePath, gateId, modelId } = filter;
  const conditions = [
    notePath && eq(acceptanceEvents.notePath, notePath),
    gateId && eq(acceptanceEvents.gateId, gateId),
    modelId && eq(acceptanceEvents.modelId, modelId),
  ].filter((condition) => typeof condition === "object");
  return withLedgerErrors(url, () =>
    orm
      .select()
      .from(acceptanceEvents)
      .where(and(...conditions))
      .orderBy(asc(acceptanceEvents.id))
      .all()
      .map(toAcceptanceEvent),
  );
}
