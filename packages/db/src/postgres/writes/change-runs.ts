import type { RunChange, RunState, Verdict } from "../../changes.ts";
import { LedgerConstraintError, RunNotFoundError } from "../../errors.ts";
import { toRequestedGate } from "../../from-rows/read-rows.ts";
import type { RequestedGateRow, RunRow } from "../../from-rows/row-types.ts";
import type { GateReviewId, RunId } from "../../vocabulary.ts";
import { change, LOCK_LEDGER } from "../driver/change.ts";
import { toJsonText } from "../driver/nul.ts";
import type { Session } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";
import { GATE_COLUMNS, RUN_COLUMNS } from "../reads/columns.ts";
import { askForPairsOfKeys, toPairsOfKeys } from "../reads/findings.ts";
import { readRun } from "../reads/runs.ts";
import { deleteReviews, insertReviews, type ReviewOfRun } from "./insert-reviews.ts";
import { idsIn } from "./insert-rows.ts";

// Locked first, in the order of the ids, and read by statements of their own: one that waits for the lock still sees, in its
// subselects, what was there before.
const LOCK = "SELECT id FROM review.review_runs WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE";
const RUNS = `SELECT ${RUN_COLUMNS} FROM review.review_runs AS run WHERE run.id = ANY ($1::bigint[])`;
const GATES = `SELECT gate.review_run_id AS "runId", ${GATE_COLUMNS} FROM review.review_run_gates AS gate
WHERE gate.review_run_id = ANY ($1::bigint[]) ORDER BY gate.review_run_id, gate.ordinal`;
const WRITTEN = `SELECT review_run_id AS "runId", id, gate_id AS "gateId", gate_sha AS "gateSha", decision FROM review.gate_reviews
WHERE review_run_id = ANY ($1::bigint[]) ORDER BY id`;

/** The rows of each run, without its id. */
function perRun<Row>(rows: readonly unknown[] = []): (id: RunId) => Row[] {
  const byRun = new Map<RunId, Row[]>();
  for (const { runId, ...row } of rows as (object & { runId: RunId })[]) {
    const known = byRun.get(runId);
    if (known) known.push(row as Row);
    else byRun.set(runId, [row as Row]);
  }
  return (id) => byRun.get(id) ?? [];
}

/** See the port. */
export async function changeRuns(
  session: Session,
  ids: readonly RunId[],
  decide: (state: RunState) => Verdict,
  keys: readonly string[] = [],
): Promise<GateReviewId[]> {
  const errors: Error[] = [];
  const written = await change(session, async ({ ask, commit }) => {
    // Who has a key must not change between the look and the commit.
    const ofKeys = keys.length === 0 ? [] : [LOCK_LEDGER, askForPairsOfKeys(keys)];
    const [, runs, gates, reviews, , holders] = await ask(
      ...[LOCK, RUNS, GATES, WRITTEN].map((text) => statement(text, ids)),
      ...ofKeys,
    );
    const rows = new Map((runs as unknown as RunRow[]).map((row) => [row.id, row]));
    const gatesOf = perRun<RequestedGateRow>(gates);
    const writtenOf = perRun<RunState["written"][number]>(reviews);
    const changes = ids.map((id) => {
      const row = rows.get(id);
      if (!row) throw new RunNotFoundError(id);
      const state: RunState = {
        run: readRun(row),
        gates: gatesOf(id).map(toRequestedGate),
        written: writtenOf(id),
        ...(holders && { keyHolders: toPairsOfKeys(holders) }),
      };
      const { change, error } = decide(state);
      if (error && !change) throw error;
      if (error) errors.push(error);
      return { state, change: change ?? {} };
    });
    return applyChanges(changes, session, commit);
  });
  for (const error of errors) throw error;
  return written;
}

/** A run as it is, and what is to become of it. */
export interface ChangeOfRun {
  state: Pick<RunState, "run" | "gates">;
  change: RunChange;
}

async function applyChanges(
  changes: readonly ChangeOfRun[],
  { now, url }: Session,
  commit: (...statements: Statement[]) => Promise<unknown[][]>,
): Promise<GateReviewId[]> {
  const { before, reviews, after } = changeStatements(changes, now(), url);
  const statements = [...before, ...reviews, ...after];
  // Where nothing is to be changed nobody is waited for.
  const rows = await commit(...(statements.length > 0 ? [LOCK_LEDGER] : []), ...statements);
  return reviews.length === 0 ? [] : idsIn(rows[before.length + 1]);
}

/**
 * What carries out changes of runs that are locked, in this order; the first statement of `reviews` gives the ids of the reviews
 * written. Throws LedgerConstraintError for what cannot be said in a statement.
 */
export function changeStatements(changes: readonly ChangeOfRun[], now: string, url: string) {
  for (const { state, change } of changes) {
    const { id, status } = state.run;
    if (status !== "running" && (change.end || change.rekeyTo !== undefined))
      throw new LedgerConstraintError(url, `run ${id} is not running`);
  }
  const reviews = changes.flatMap((each) => reviewsOf(each, url));
  const replaced = reviews.flatMap(({ replaces }) => replaces ?? []);
  return {
    before: deleteReviews(replaced),
    reviews: insertReviews(reviews, now),
    after: [...changes.flatMap(executionData), ...changes.flatMap(rekey), ...endRuns(changes, now)],
  };
}

function reviewsOf({ state: { run, gates }, change }: ChangeOfRun, url: string): ReviewOfRun[] {
  const shas = new Map(gates.map(({ gateId, gateSha }) => [gateId, gateSha]));
  return (change.gateReviews ?? []).map((review) => {
    const gateSha = shas.get(review.gateId);
    if (gateSha === undefined)
      throw new LedgerConstraintError(url, `gate ${review.gateId} is not in run ${run.id}`);
    const { id: runId, notePath, modelId, reviewedNoteSha: noteSha } = run;
    return { ...review, runId, notePath, modelId, gateSha, noteSha };
  });
}

// What is not given stays as it is.
const DATA = `UPDATE review.review_runs SET telemetry_json = coalesce($2, telemetry_json),
  raw_bundle_markdown = coalesce($3, raw_bundle_markdown), debug_log = coalesce($4, debug_log) WHERE id = $1`;

function executionData({
  state,
  change: { telemetry, rawBundleMarkdown, debugLog },
}: ChangeOfRun): Statement[] {
  if (telemetry === undefined && rawBundleMarkdown === undefined && debugLog === undefined) return [];
  return [statement(DATA, state.run.id, telemetry && toJsonText(telemetry), rawBundleMarkdown, debugLog)];
}

// Before the run is completed, and in a statement of its own: the reviews follow it while it is running.
const REKEY = "UPDATE review.review_runs SET model_id = $2 WHERE id = $1 AND status = 'running'";

const rekey = ({ state, change: { rekeyTo } }: ChangeOfRun): Statement[] =>
  rekeyTo === undefined ? [] : [statement(REKEY, state.run.id, rekeyTo)];

const END = `UPDATE review.review_runs AS run SET status = ended.status, completed_at = $4, failure_reason = ended.reason
FROM unnest($1::bigint[], $2::text[], $3::text[]) AS ended (id, status, reason)
WHERE run.id = ended.id AND run.status = 'running'`;
const ACCEPT = `INSERT INTO review.acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
  accepted_gate_sha, accepted_at, acceptance_kind)
SELECT judged.note_path, judged.gate_id, judged.model_id, judged.id, judged.reviewed_note_sha, judged.gate_sha, $2, judged.review_kind
FROM unnest($1::bigint[]) WITH ORDINALITY AS run (id, ordinal)
JOIN review.review_run_gates AS gate ON gate.review_run_id = run.id
JOIN review.gate_reviews AS judged ON judged.review_run_id = gate.review_run_id AND judged.gate_id = gate.gate_id
ORDER BY run.ordinal, gate.ordinal RETURNING id`;

function endRuns(changes: readonly ChangeOfRun[], now: string): Statement[] {
  const ended = changes.flatMap(({ state, change: { end } }) => (end ? [{ id: state.run.id, end }] : []));
  const completed = ended.filter(({ end }) => end.status === "completed");
  const columns = [
    ended.map(({ id }) => id),
    ended.map(({ end }) => end.status),
    ended.map(({ end }) => (end.status === "failed" ? end.reason : null)),
  ];
  return [
    ...(ended.length === 0 ? [] : [statement(END, ...columns, now)]),
    ...(completed.length === 0
      ? []
      : [
          statement(
            ACCEPT,
            completed.map(({ id }) => id),
            now,
          ),
        ]),
  ];
}
