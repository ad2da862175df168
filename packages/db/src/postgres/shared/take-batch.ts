import type {
  BatchContent,
  QueueState,
  SharedSweep,
  SweepPair,
  TakeDecision,
  TakenBatch,
  TakeQuestion,
  TakeState,
  TurnName,
} from "../../shared-sweeps.ts";
import { type Change, change, WITHOUT_WAITING } from "../driver/change.ts";
import { question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
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

/** A batch that waits and may start, for a worker that has files or not ($2) and leaves some to others ($3, $4). */
const MAY_START = `batch.sweep_id = sweep.id AND batch.status = 'waiting' AND batch.not_before <= clock_timestamp()
  AND ($2 OR NOT batch.needs_files)
  AND NOT EXISTS (SELECT 1 FROM unnest($3::bigint[], $4::integer[]) AS other (sweep_id, batch)
    WHERE other.sweep_id = batch.sweep_id AND other.batch = batch.batch)`;

const CANDIDATES = `SELECT ${SWEEP_COLUMNS}, next.pairs AS "nextPairs"
FROM review.sweeps AS sweep JOIN review.services AS service ON service.runner = sweep.runner AND service.model_id = sweep.model_id
CROSS JOIN LATERAL (SELECT batch.pairs FROM review.sweep_batches AS batch WHERE ${MAY_START} ORDER BY batch.postponed, batch.batch LIMIT 1) AS next
WHERE sweep.ending IS NULL AND service.paused_until <= clock_timestamp()
  AND ($1::text[] IS NULL OR sweep.runner = ANY ($1)) AND NOT sweep.runner = ANY ($5::text[]) ORDER BY sweep.id`;

const COUNTS = `SELECT ${SWEEP_COLUMNS} FROM review.sweeps AS sweep WHERE id = $1`;
const LATE_TOKENS = `SELECT coalesce(sum(turn.tokens), 0)::bigint AS tokens FROM review.sweep_turns AS turn
JOIN review.sweeps AS sweep ON sweep.id = turn.sweep_id
WHERE turn.tokens IS NOT NULL AND turn.ended_at > clock_timestamp() - interval '1 minute' AND sweep.runner = $1 AND sweep.model_id = $2`;
const TAKE = `WITH next AS (
  SELECT batch.sweep_id, batch.batch, batch.needs_files, batch.postponed FROM review.sweep_batches AS batch
  JOIN review.sweeps AS sweep ON sweep.id = $1 WHERE ${MAY_START} ORDER BY batch.postponed, batch.batch LIMIT 1 FOR UPDATE OF batch SKIP LOCKED
), taken AS (
  INSERT INTO review.sweep_turns (sweep_id, batch, turn, worker_id) SELECT sweep_id, batch, 1, $5 FROM next RETURNING batch, turn
) SELECT next.batch, taken.turn, next.needs_files AS "needsFiles", next.postponed, (SELECT count(*)::int FROM review.sweep_turns AS earlier
  WHERE earlier.sweep_id = next.sweep_id AND earlier.batch = next.batch AND earlier.outcome = 'lost') AS "lostBefore" FROM next JOIN taken ON taken.batch = next.batch`;

type Candidate = SweepRow & { nextPairs: number };

/** See the port; so are the others here. */
export async function takeBatch(
  session: Session,
  asked: TakeQuestion,
  decide: (state: TakeState) => TakeDecision,
): Promise<TakenBatch | undefined> {
  const { runners, exceptRunners, hasFiles, except } = asked;
  const left = [except.map(({ sweepId }) => sweepId), except.map(({ batch }) => batch)] as const;
  const candidates = await rowsOf<Candidate>(
    session,
    statement(CANDIDATES, runners ?? null, hasFiles, ...left, exceptRunners),
  );
  for (const { nextPairs, ...row } of candidates) {
    const taken = await change(session, (under) =>
      takeOf(under, readSweep(row), { ...asked, nextPairs, left, decide }),
    );
    if (taken) return taken;
  }
  return undefined;
}

async function takeOf(
  { ask, commit }: Change,
  { id, runner, modelId }: SharedSweep,
  {
    workerId,
    hasFiles,
    left,
    nextPairs: pairs,
    decide,
  }: TakeQuestion & {
    left: readonly (readonly number[])[];
    nextPairs: number;
    decide: (state: TakeState) => TakeDecision;
  },
): Promise<TakenBatch | undefined> {
  const [, locked, running, counts, late] = await ask(
    WITHOUT_WAITING,
    lockService(runner, modelId),
    statement(RUNNING, runner, modelId, id),
    statement(COUNTS, id),
    statement(LATE_TOKENS, runner, modelId),
  );
  const service = locked?.[0] as unknown as ServiceRow;
  const sweep = readSweep(counts?.[0] as unknown as SweepRow);
  if (service.isPaused || sweep.ending) return undefined;
  const runningBatches = Number(running?.[0]?.runningBatches);
  const runningPairs = Number(running?.[0]?.runningPairs);
  const runningPairsOfSweep = Number(running?.[0]?.runningPairsOfSweep);
  const tokensOfLastMinute = Number(late?.[0]?.tokens);
  const state = {
    sweep,
    service: readService(service),
    pairs,
    runningBatches,
    runningPairs,
    runningPairsOfSweep,
    tokensOfLastMinute,
  };
  const decision = decide(state);
  if (decision.take === "wait") return undefined;
  if (decision.take === "stop") {
    await commit(endOf(id, "stopped", decision.why));
    return undefined;
  }
  const [taken] = await commit(statement(TAKE, id, hasFiles, ...(left as [number[], number[]]), workerId));
  const [row] = (taken ?? []) as Omit<TakenBatch & TurnName, "sweep">[];
  if (!row) return undefined;
  const { batch, turn, needsFiles, postponed, lostBefore } = row;
  return {
    sweep,
    turn: { sweepId: id, batch, turn },
    needsFiles,
    postponed,
    pausesBefore: service.pauses,
    lostBefore,
  };
}

const OF_TURN = "ours.sweep_id = $1 AND ours.batch = $2";
// What an earlier turn has reviewed again is fresh now, and not again.
const PAIRS = `SELECT ours.ordinal, ours.note_path AS "notePath", ours.gate_id AS "gateId", ours.again AND NOT EXISTS (
    SELECT 1 FROM review.sweep_runs AS earlier JOIN review.review_runs AS run ON run.id = earlier.run_id
    JOIN review.review_run_gates AS gate ON gate.review_run_id = run.id
    WHERE earlier.sweep_id = ours.sweep_id AND earlier.batch = ours.batch AND run.status = 'completed'
      AND run.note_path = ours.note_path AND gate.gate_id = ours.gate_id) AS again
FROM review.sweep_pairs AS ours WHERE ${OF_TURN} ORDER BY ours.ordinal`;
const NOTES = `SELECT note.note_path AS "notePath", note.note_sha AS sha, text.text, note.links_json AS links
FROM review.sweep_notes AS note JOIN review.snapshots AS text ON text.sha = note.note_sha
WHERE note.sweep_id = $1 AND EXISTS (SELECT 1 FROM review.sweep_pairs AS ours WHERE ${OF_TURN} AND ours.note_path = note.note_path)`;
const GATES = `SELECT gate.gate_id AS "gateId", gate.gate_sha AS sha, text.text, gate.facts_json AS facts
FROM review.sweep_gates AS gate JOIN review.snapshots AS text ON text.sha = gate.gate_sha
WHERE gate.sweep_id = $1 AND EXISTS (SELECT 1 FROM review.sweep_pairs AS ours WHERE ${OF_TURN} AND ours.gate_id = gate.gate_id)`;

export async function readBatch(session: Session, { sweepId, batch }: TurnName): Promise<BatchContent> {
  const [pairs, notes, gates] = await question(session, (ask) =>
    ask(...[PAIRS, NOTES, GATES].map((text) => statement(text, sweepId, batch))),
  );
  type Row = { sha: string; text: string };
  return {
    pairs: pairs as unknown as (SweepPair & { ordinal: number })[],
    notes: (notes as unknown as (Row & { notePath: string; links: string })[]).map(({ links, ...note }) => ({
      ...note,
      links: JSON.parse(links),
    })),
    gates: (gates as unknown as (Row & { gateId: string; facts: string })[]).map(({ facts, ...gate }) => ({
      ...gate,
      facts: JSON.parse(facts),
    })),
  };
}

const CAN = `($1::text[] IS NULL OR sweep.runner = ANY ($1)) AND NOT sweep.runner = ANY ($5::text[]) AND ($2 OR NOT batch.needs_files)
  AND NOT EXISTS (SELECT 1 FROM unnest($3::bigint[], $4::integer[]) AS other (sweep_id, batch)
    WHERE other.sweep_id = batch.sweep_id AND other.batch = batch.batch)`;
const OPEN = `review.sweeps AS sweep JOIN review.sweep_batches AS batch ON batch.sweep_id = sweep.id AND batch.status <> 'done'
WHERE sweep.ending IS NULL`;
// What may be millions is not counted as long as there is something to do.
const QUEUE = `SELECT mine.is_there AS "forWorker", CASE WHEN mine.is_there THEN 0 ELSE (SELECT count(*) FROM ${OPEN})::int END AS "forOthers"
FROM (SELECT EXISTS (SELECT 1 FROM ${OPEN} AND ${CAN}) AS is_there) AS mine`;

/** See the port. */
export async function queueState(
  session: Session,
  { runners, exceptRunners, hasFiles, except }: Omit<TakeQuestion, "workerId">,
): Promise<QueueState> {
  const left = [except.map(({ sweepId }) => sweepId), except.map(({ batch }) => batch)] as const;
  const [state] = await rowsOf<QueueState>(
    session,
    statement(QUEUE, runners ?? null, hasFiles, ...left, exceptRunners),
  );
  return state ?? { forWorker: false, forOthers: 0 };
}
