import type { ProcessName } from "../../execution-data.ts";
import type { LostTurn, TurnName } from "../../shared-sweeps.ts";
import { change, WITHOUT_WAITING } from "../driver/change.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

const ENTER = "INSERT INTO review.workers (id, host, pid) VALUES ($1, $2, $3)";
const SEE =
  "UPDATE review.workers SET seen_at = clock_timestamp() WHERE id = ANY ($1::text[]) AND ending IS NULL RETURNING id";
const LEAVE = `UPDATE review.workers SET ending = 'left', ended_at = clock_timestamp() WHERE id = $1 AND ending IS NULL`;
const GIVE_UP = `UPDATE review.workers SET ending = 'lost', ended_at = clock_timestamp()
WHERE ending IS NULL AND seen_at < clock_timestamp() - $1::double precision * interval '1 millisecond'`;
const SILENT = `SELECT EXISTS (SELECT 1 FROM review.workers
WHERE ending IS NULL AND seen_at < clock_timestamp() - $1::double precision * interval '1 millisecond') AS "isSilent"`;
const LEFT_BEHIND = `SELECT worker.host, worker.pid, turn.sweep_id AS "sweepId", turn.batch, turn.turn,
  (SELECT coalesce(json_agg(json_build_object('runId', run.id, 'pairs',
      (SELECT count(*) FROM review.review_run_gates WHERE review_run_id = run.id)) ORDER BY run.id), '[]')::text
    FROM review.sweep_runs AS ours JOIN review.review_runs AS run ON run.id = ours.run_id AND run.status = 'running'
    WHERE ours.sweep_id = turn.sweep_id AND ours.batch = turn.batch AND ours.turn = turn.turn) AS "openRuns"
FROM review.sweep_turns AS turn JOIN review.workers AS worker ON worker.id = turn.worker_id AND worker.ending = 'lost'
WHERE turn.ended_at IS NULL ORDER BY turn.sweep_id, turn.batch`;
const LOSE = `UPDATE review.sweep_turns SET outcome = 'lost', why = $4, failed = $5, reviewed = (
  SELECT count(*) FROM review.sweep_runs AS ours JOIN review.review_runs AS run ON run.id = ours.run_id AND run.status = 'completed'
  JOIN review.review_run_gates AS gate ON gate.review_run_id = run.id WHERE ours.sweep_id = $1 AND ours.batch = $2 AND ours.turn = $3)
WHERE sweep_id = $1 AND batch = $2 AND turn = $3 AND outcome IS NULL`;

/** See the port; so are the others here. */
export async function enterWorker(
  session: Session,
  { id, host, pid }: { id: string } & ProcessName,
): Promise<void> {
  await change(session, ({ commit }) => commit(statement(ENTER, id, host, pid)));
}

export async function seeWorkers(session: Session, ids: readonly string[]): Promise<string[]> {
  const [, seen = []] = await change(session, ({ commit }) => commit(WITHOUT_WAITING, statement(SEE, ids)));
  return seen.map(({ id }) => String(id));
}

export async function leaveWorker(session: Session, id: string): Promise<void> {
  await change(session, ({ commit }) => commit(statement(LEAVE, id)));
}

export async function giveUpWorkers(session: Session, silentMs: number): Promise<LostTurn[]> {
  const [silent, left] = await question(session, (ask) =>
    ask(statement(SILENT, silentMs), statement(LEFT_BEHIND)),
  );
  if (silent?.[0]?.isSilent !== true) return readLost(left);
  const [, found] = await change(session, ({ commit }) =>
    commit(statement(GIVE_UP, silentMs), statement(LEFT_BEHIND)),
  );
  return readLost(found);
}

const readLost = (rows: readonly unknown[] = []): LostTurn[] =>
  (rows as (Omit<LostTurn, "openRuns"> & { openRuns: string })[]).map(({ openRuns, ...turn }) => ({
    ...turn,
    openRuns: JSON.parse(openRuns),
  }));

export async function loseTurn(
  session: Session,
  { sweepId, batch, turn }: TurnName,
  { why, pairs }: { why: string; pairs: number },
): Promise<void> {
  await change(session, ({ commit }) => commit(statement(LOSE, sweepId, batch, turn, why, pairs)));
}
