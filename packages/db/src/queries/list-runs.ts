import { and, desc, eq, lt, sql } from "drizzle-orm";
import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { ormOf } from "../orm.ts";
import { toRun } from "../read-rows.ts";
import type { Run } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { reviewRuns } from "../tables.ts";
import type { RunStatus } from "../vocabulary.ts";
import { runColumns } from "./run-columns.ts";

export interface RunFilter {
  status?: RunStatus;
  notePath?: string;
  runner?: string;
  /** Only runs that were asked for this gate, or for a gate of this lens. */
  gateId?: string;
  /** Only runs started before this time (UTC, ISO 8601 with milliseconds). */
  startedBefore?: string;
  limit?: number;
}

/** Runs that fit every given part of the filter, newest first. */
export async function listRuns(ledger: Ledger, filter: RunFilter = {}): Promise<Run[]> {
  const connection = connectionOf(ledger);
  const { status, notePath, runner, gateId, startedBefore, limit = -1 } = filter;
  const conditions = [
    status && eq(reviewRuns.status, status),
    notePath && eq(reviewRuns.notePath, notePath),
    runner && eq(reviewRuns.runner, runner),
    gateId &&
      sql`EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = ${reviewRuns.id}
        AND (gate_id = ${gateId} OR substr(gate_id, 1, length(${gateId}) + 1) = ${gateId} || '/'))`,
    startedBefore && lt(reviewRuns.startedAt, startedBefore),
  ].filter((condition) => typeof condition === "object");
  return withLedgerErrors(connection.url, () =>
    ormOf(connection)
      .select(runColumns)
      .from(reviewRuns)
      .where(and(...conditions))
      .orderBy(desc(reviewRuns.id))
      .limit(limit)
      .all()
      .map(toRun),
  );
}
