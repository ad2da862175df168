import type { ServiceState, SharedSweep } from "../../shared-sweeps.ts";
import type { SweepEnding, SweepId } from "../../vocabulary.ts";
import { type Statement, statement } from "../driver/statement.ts";

const TIME = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of a sweep, by the names that `readSweep` expects; the table is called `sweep`. */
export const SWEEP_COLUMNS = `sweep.id, sweep.runner, sweep.model, sweep.model_id AS "modelId", sweep.settings_json AS settings,
  sweep.asked_json AS asked, sweep.made_by_json AS "madeBy", ${TIME("sweep.made_at")} AS "madeAt", sweep.jobs,
  sweep.tokens_per_minute AS "tokensPerMinute", sweep.budget_usd AS "budgetUsd", sweep.budget_tokens AS "budgetTokens",
  sweep.max_failures AS "maxFailures", sweep.failures_in_a_row AS "failuresInARow", sweep.batches, sweep.batches_done AS "batchesDone",
  sweep.pairs, sweep.reviewed, sweep.failed, sweep.skipped, sweep.lost_turns AS "lostTurns", sweep.lost_pairs AS "lostPairs",
  sweep.cost_usd AS "costUsd", sweep.cost_pairs AS "costPairs", sweep.tokens, sweep.token_pairs AS "tokenPairs", sweep.answered,
  sweep.ending, sweep.ending_reason AS "endingReason", ${TIME("sweep.ended_at")} AS "endedAt"`;

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** A sweep as these columns have it. */
export type SweepRow = Omit<
  SharedSweep,
  "limits" | "settings" | "asked" | "madeBy" | "ending" | "endingReason" | "endedAt"
> &
  Nullable<Omit<Required<SharedSweep["limits"]>, "maxFailures">> &
  Nullable<Pick<Required<SharedSweep>, "ending" | "endingReason" | "endedAt">> & {
    maxFailures: number;
    settings: string;
    asked: string;
    madeBy: string;
  };

export function readSweep(row: SweepRow): SharedSweep {
  const { jobs, tokensPerMinute, budgetUsd, budgetTokens, maxFailures, settings, asked, madeBy, ...rest } =
    row;
  const { ending, endingReason, endedAt, ...counts } = rest;
  return {
    ...counts,
    settings: JSON.parse(settings),
    asked: JSON.parse(asked),
    madeBy: JSON.parse(madeBy),
    limits: {
      maxFailures,
      ...(jobs !== null && { jobs }),
      ...(tokensPerMinute !== null && { tokensPerMinute }),
      ...(budgetUsd !== null && { budgetUsd }),
      ...(budgetTokens !== null && { budgetTokens }),
    },
    ...(ending !== null && { ending }),
    ...(endingReason !== null && { endingReason }),
    ...(endedAt !== null && { endedAt }),
  };
}

const END = `UPDATE review.sweeps SET ending = $2, ending_reason = $3, ended_at = clock_timestamp()
WHERE id = $1 AND ending IS NULL RETURNING id`;

/** Ends a sweep that has not ended; gives its id if it did. */
export const endOf = (id: SweepId, ending: SweepEnding, reason?: string): Statement =>
  statement(END, id, ending, reason);

const SERVICE_COLUMNS = `service.jobs, service.refusals, service.pauses, service.pause_ms AS "pauseMs"`;

export interface ServiceRow extends Omit<ServiceState, "jobs"> {
  jobs: number | null;
  isPaused: boolean;
}

const LOCK_SERVICE = `SELECT ${SERVICE_COLUMNS}, service.paused_until > clock_timestamp() AS "isPaused"
FROM review.services AS service WHERE runner = $1 AND model_id = $2 FOR UPDATE`;

/** Locks a service: whoever takes or ends a batch of it waits for who is just doing so, and what was counted then stays so. */
export const lockService = (runner: string, modelId: string): Statement =>
  statement(LOCK_SERVICE, runner, modelId);

export const readService = ({
  jobs,
  refusals,
  pauses,
  pauseMs,
}: Omit<ServiceRow, "isPaused">): ServiceState => ({
  ...{ refusals, pauses, pauseMs },
  ...(jobs !== null && { jobs }),
});

/** Batches that are under way for a runner ($1) and partition ($2), and their pairs; those of a sweep ($3). */
export const RUNNING = `SELECT count(*)::int AS "runningBatches", coalesce(sum(batch.pairs), 0)::int AS "runningPairs",
  coalesce(sum(batch.pairs) FILTER (WHERE sweep.id = $3), 0)::int AS "runningPairsOfSweep"
FROM review.sweep_turns AS turn JOIN review.sweeps AS sweep ON sweep.id = turn.sweep_id
JOIN review.sweep_batches AS batch ON batch.sweep_id = turn.sweep_id AND batch.batch = turn.batch
WHERE turn.ended_at IS NULL AND sweep.runner = $1 AND sweep.model_id = $2`;
