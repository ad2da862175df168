import type {
  ServiceState,
  SharedSweep,
  TurnEnd,
  TurnName,
  TurnResult,
  TurnState,
} from "../../shared-sweeps.ts";
import type { SweepEnding, SweepId } from "../../vocabulary.ts";
import { change } from "../driver/change.ts";
import { rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";
import {
  endOf,
  lockService,
  RUNNING,
  readService,
  readSweep,
  type ServiceRow,
  SWEEP_COLUMNS,
  type SweepRow,
} from "./sweep-rows.ts";

const SWEEPS = `SELECT ${SWEEP_COLUMNS}, (SELECT count(*)::int FROM review.sweep_turns AS turn
  WHERE turn.sweep_id = sweep.id AND turn.ended_at IS NULL) AS taken
FROM review.sweeps AS sweep WHERE $1::bigint[] IS NULL OR sweep.id = ANY ($1) ORDER BY sweep.id DESC LIMIT $2`;

/** See the port; so are the others here. */
export async function listSweeps(
  session: Session,
  { ids, limit }: { ids?: readonly SweepId[]; limit: number },
): Promise<(SharedSweep & { taken: number })[]> {
  const rows = await rowsOf<SweepRow & { taken: number }>(session, statement(SWEEPS, ids ?? null, limit));
  return rows.map(({ taken, ...row }) => ({ ...readSweep(row), taken }));
}

export async function endSweep(
  session: Session,
  id: SweepId,
  ending: SweepEnding,
  reason?: string,
): Promise<boolean> {
  const [ended] = await change(session, ({ commit }) => commit(endOf(id, ending, reason)));
  return ended?.length === 1;
}

const OF_TURN = `SELECT sweep.runner, sweep.model_id AS "modelId", sweep.failures_in_a_row AS "failuresInARow"
FROM review.sweeps AS sweep WHERE sweep.id = $1`;
const LOCK_TURN = `SELECT 1 FROM review.sweep_turns WHERE sweep_id = $1 AND batch = $2 AND turn = $3 AND outcome IS NULL FOR UPDATE`;
const END_TURN = `UPDATE review.sweep_turns SET outcome = $4, why = $5, reviewed = $6, failed = $7, skipped = $8, answered = $9,
  cost_usd = $10, tokens = $11 WHERE sweep_id = $1 AND batch = $2 AND turn = $3`;
const PUT_BACK = `UPDATE review.sweep_batches SET not_before = clock_timestamp() + $3::double precision * interval '1 millisecond',
  postponed = $4 WHERE sweep_id = $1 AND batch = $2`;
const FAILURES = "UPDATE review.sweeps SET failures_in_a_row = $2 WHERE id = $1 AND ending IS NULL";
const SERVICE = `UPDATE review.services SET jobs = $3, refusals = $4, pauses = $5, pause_ms = $6 WHERE runner = $1 AND model_id = $2`;
const PAUSE = `UPDATE review.services SET pause_reason = $4,
  paused_until = greatest(paused_until, clock_timestamp() + $3::double precision * interval '1 millisecond') WHERE runner = $1 AND model_id = $2`;
const FINISH = `UPDATE review.sweeps SET ending = 'finished', ended_at = clock_timestamp() WHERE id = $1 AND ending IS NULL AND batches_done = batches`;

export async function endTurn(
  session: Session,
  { sweepId, batch, turn }: TurnName,
  result: TurnResult,
  decide: (state: TurnState) => TurnEnd,
): Promise<TurnEnd | undefined> {
  return change(session, async ({ ask, commit }) => {
    const [of] = await ask(statement(OF_TURN, sweepId));
    const service = { runner: String(of?.[0]?.runner), modelId: String(of?.[0]?.modelId) };
    const { runner, modelId } = service;
    // In the order in which whoever takes a batch locks, too.
    const [services, turns, running, again] = await ask(
      lockService(runner, modelId),
      statement(LOCK_TURN, sweepId, batch, turn),
      statement(RUNNING, runner, modelId, sweepId),
      statement(OF_TURN, sweepId),
    );
    if (turns?.length !== 1) return undefined;
    const end = decide({
      service: readService(services?.[0] as unknown as ServiceRow),
      failuresInARow: Number(again?.[0]?.failuresInARow),
      runningBatches: Number(running?.[0]?.runningBatches),
    });
    const { outcome } = end;
    const { reviewed, failed, skipped, answered, costUsd, tokens } = result;
    await commit(
      statement(
        END_TURN,
        ...[sweepId, batch, turn, outcome.done ? "done" : "back", outcome.done ? null : outcome.why],
        ...[reviewed, failed, skipped, answered, costUsd, tokens],
      ),
      ...(outcome.done
        ? []
        : [statement(PUT_BACK, sweepId, batch, outcome.afterMs, outcome.postponed === true)]),
      ...followUps(sweepId, service, end),
      statement(FINISH, sweepId),
    );
    return end;
  });
}

interface Service {
  runner: string;
  modelId: string;
}

function followUps(
  sweepId: SweepId,
  { runner, modelId }: Service,
  { service, pause, failuresInARow, stop }: TurnEnd,
): Statement[] {
  const toValues = ({ jobs, refusals, pauses, pauseMs }: ServiceState) => [jobs, refusals, pauses, pauseMs];
  return [
    ...(failuresInARow === undefined ? [] : [statement(FAILURES, sweepId, failuresInARow)]),
    ...(service ? [statement(SERVICE, runner, modelId, ...toValues(service))] : []),
    ...(pause ? [statement(PAUSE, runner, modelId, pause.ms, pause.reason)] : []),
    ...(stop === undefined ? [] : [endOf(sweepId, "stopped", stop)]),
  ];
}
