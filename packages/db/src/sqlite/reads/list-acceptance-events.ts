import type { Database } from "better-sqlite3";
import type { AcceptanceFilter } from "../../answers.ts";
import { toAcceptanceEvent } from "../../from-rows/read-rows.ts";
import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { prepared } from "../prepared.ts";
import { EVENT_COLUMNS, EVENT_COLUMNS_WITHOUT_REMARK } from "./event-columns.ts";

// By hand, since it is asked for every run of a sweep, which needs nothing else of Drizzle (see orm.ts).

// What each part of a filter asks of an event.
const CONDITIONS = {
  notePath: "note_path = @notePath",
  gateId: "gate_id = @gateId",
  modelId: "model_id = @modelId",
  reviewId: "accepted_review_id = @reviewId",
} as const satisfies Record<Exclude<keyof AcceptanceFilter, "withoutRemarks">, string>;

/** The acceptance events that fit every given part of the filter, oldest first. */
export function listAcceptanceEvents(
  sqlite: Database,
  { notePath, gateId, modelId, reviewId, withoutRemarks = false }: AcceptanceFilter,
): AcceptanceEvent[] {
  const asked = { notePath, gateId, modelId, reviewId };
  const given = Object.entries(CONDITIONS).filter(([part]) => {
    const value = asked[part as keyof typeof asked];
    return value !== undefined && value !== "";
  });
  const where = ["true", ...given.map(([, condition]) => condition)].join(" AND ");
  return prepared<[typeof asked], AcceptanceEventRow>(
    sqlite,
    `SELECT ${withoutRemarks ? EVENT_COLUMNS_WITHOUT_REMARK : EVENT_COLUMNS} FROM acceptance_events WHERE ${where} ORDER BY id`,
  )
    .all(asked)
    .map(toAcceptanceEvent);
}
