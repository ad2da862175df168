import type { InvocationFilter, RunDetails, RunFilter, RunOutput } from "../../answers.ts";
import { RunNotFoundError } from "../../errors.ts";
import type { Telemetry } from "../../execution-data.ts";
import { toGateReview, toRequestedGate, toRun, toRunOutput } from "../../from-rows/read-rows.ts";
import type { GateReviewRow, OutputRow, RequestedGateRow, RunRow } from "../../from-rows/row-types.ts";
import { parseTelemetry } from "../../json-columns.ts";
import type { GateReview, Run } from "../../rows.ts";
import {
  FIXTURE_FOLDER,
  type GateReviewId,
  LOCK_RUNNER,
  type ModelId,
  type RunId,
} from "../../vocabulary.ts";
import { toJson } from "../driver/nul.ts";
import { question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement, type Value } from "../driver/statement.ts";
import { GATE_COLUMNS, REVIEW_COLUMNS, RUN_COLUMNS } from "./columns.ts";

const RUN = `SELECT ${RUN_COLUMNS} FROM review.review_runs AS run WHERE run.id = $1`;
const GATES = `SELECT ${GATE_COLUMNS} FROM review.review_run_gates AS gate WHERE gate.review_run_id = $1 ORDER BY gate.ordinal`;
const REVIEWS = `SELECT ${REVIEW_COLUMNS} FROM review.gate_reviews AS review WHERE review.review_run_id = $1 ORDER BY review.id`;

export const readRun = (row: RunRow): Run => toRun({ ...row, telemetryJson: toJson(row.telemetryJson) });
const readGateReview = (row: GateReviewRow): GateReview =>
  toGateReview({ ...row, evidenceJson: toJson(row.evidenceJson) });

export async function getRun(session: Session, id: RunId): Promise<RunDetails> {
  return question(session, async (ask) => {
    const [runs, gates, reviews] = await ask(...[RUN, GATES, REVIEWS].map((text) => statement(text, id)));
    const row = runs?.[0] as RunRow | undefined;
    if (!row) throw new RunNotFoundError(id);
    return {
      ...readRun(row),
      gates: ((gates ?? []) as unknown as RequestedGateRow[]).map(toRequestedGate),
      gateReviews: ((reviews ?? []) as unknown as GateReviewRow[]).map(readGateReview),
    };
  });
}

const OUTPUT = `SELECT raw_bundle_markdown AS "rawBundleMarkdown", debug_log AS "debugLog" FROM review.review_runs WHERE id = $1`;

export async function getRunOutput(session: Session, id: RunId): Promise<RunOutput> {
  const [row] = await rowsOf<OutputRow>(session, statement(OUTPUT, id));
  if (!row) throw new RunNotFoundError(id);
  return toRunOutput(row);
}

const REVIEW = `SELECT ${REVIEW_COLUMNS} FROM review.gate_reviews AS review WHERE review.id = $1`;

export async function getGateReview(session: Session, id: GateReviewId): Promise<GateReview | undefined> {
  const [row] = await rowsOf<GateReviewRow>(session, statement(REVIEW, id));
  return row && readGateReview(row);
}

export async function getSnapshot(session: Session, sha: string): Promise<string | undefined> {
  const text = "SELECT text FROM review.snapshots WHERE sha = $1";
  const [row] = await rowsOf<{ text: string }>(session, statement(text, sha));
  return row?.text;
}

/** What each part of a filter asks of a run. */
const CONDITIONS = {
  status: (at) => `run.status = ${at}`,
  notePath: (at) => `run.note_path = ${at}`,
  notePaths: (at) => `run.note_path = ANY (${at}::text[])`,
  runner: (at) => `run.runner = ${at}`,
  gateId: (at) => `EXISTS (SELECT 1 FROM review.review_run_gates AS gate WHERE gate.review_run_id = run.id
    AND (gate.gate_id = ${at}::text OR starts_with(gate.gate_id, ${at}::text || '/')))`,
  startedBefore: (at) => `run.started_at < ${at}`,
  startedSince: (at) => `run.started_at >= ${at}`,
  modelIds: (at) => `run.model_id = ANY (${at}::text[])`,
  before: (at) => `run.id < ${at}`,
} as const satisfies Record<string, (at: string) => string>;

const COUNT = "SELECT count(*)::int AS amount FROM review.review_runs";

export async function countRuns(session: Session): Promise<number> {
  const [row] = await rowsOf<{ amount: number }>(session, statement(COUNT));
  return row?.amount ?? 0;
}

export async function listRuns(session: Session, { limit, ...filter }: RunFilter): Promise<Run[]> {
  const values: Value[] = [];
  const conditions = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).flatMap((part) => {
    const value = filter[part];
    // What is blank or zero asks for nothing.
    if (!value) return [];
    values.push(value);
    return CONDITIONS[part](`$${values.length}`);
  });
  const where = ["true", ...conditions].join(" AND ");
  values.push(limit);
  const text = `SELECT ${RUN_COLUMNS} FROM review.review_runs AS run WHERE ${where} ORDER BY run.id DESC LIMIT $${values.length}::bigint`;
  return (await rowsOf<RunRow>(session, statement(text, ...values))).map(readRun);
}

const GATE_IDS = `SELECT review_run_id AS id, array_agg(gate_id::text ORDER BY ordinal) AS "gateIds"
FROM review.review_run_gates WHERE review_run_id = ANY ($1::bigint[]) GROUP BY review_run_id`;

export async function listRequestedGateIds(
  session: Session,
  ids: readonly RunId[],
): Promise<Map<RunId, string[]>> {
  const rows = await rowsOf<{ id: RunId; gateIds: string[] }>(session, statement(GATE_IDS, ids));
  return new Map(rows.map(({ id, gateIds }) => [id, gateIds]));
}

/** Telemetries read at a time: most invocations serve several runs. */
const AT_A_TIME = 500;
const TELEMETRIES = `SELECT run.id, run.telemetry_json AS "telemetryJson" FROM review.review_runs AS run
WHERE run.model_id = ANY ($1::text[]) AND run.status <> 'running' AND run.telemetry_json IS NOT NULL
  AND starts_with(run.note_path, '${FIXTURE_FOLDER}/') = $4::boolean
  AND ($3::bigint IS NULL OR run.id < $3::bigint)
  AND EXISTS (SELECT 1 FROM review.review_run_gates AS gate WHERE gate.review_run_id = run.id AND gate.gate_id = ANY ($2::text[]))
ORDER BY run.id DESC LIMIT ${AT_A_TIME}`;

export async function listInvocations(
  session: Session,
  { modelIds, gateIds, ofFixtures = false, limit = 50 }: InvocationFilter,
): Promise<Telemetry[]> {
  const byId = new Map<string, Telemetry>();
  return question(session, async (ask) => {
    let last: RunId | null = null;
    for (;;) {
      const [found = []] = await ask(statement(TELEMETRIES, modelIds, gateIds, last, ofFixtures));
      const rows = found as unknown as { id: RunId; telemetryJson: string }[];
      for (const { telemetryJson } of rows) {
        if (byId.size >= limit) return [...byId.values()];
        const invocation = parseTelemetry(toJson(telemetryJson));
        if (invocation?.invocationId === undefined || !(Number(invocation.batchSize) > 0)) continue;
        byId.set(invocation.invocationId, invocation);
      }
      last = rows.at(-1)?.id ?? null;
      if (rows.length < AT_A_TIME) return [...byId.values()];
    }
  });
}

const ASKED_FOR = `FROM review.review_runs AS run
WHERE run.status = 'completed' AND review.json_text(run.telemetry_json, 'imported') IS NULL
  AND coalesce(review.json_text(run.telemetry_json, 'requestedModelId'), run.model_id) = $1`;

export async function listRecordedPartitions(session: Session, requested: ModelId): Promise<ModelId[]> {
  // One partition after another, by index: a name has few, and a million runs.
  const text = `WITH RECURSIVE partition (model_id) AS (
  SELECT min(run.model_id) ${ASKED_FOR}
  UNION ALL
  SELECT (SELECT min(run.model_id) ${ASKED_FOR} AND run.model_id > partition.model_id)
  FROM partition WHERE partition.model_id IS NOT NULL)
SELECT partition.model_id AS "modelId" FROM partition WHERE partition.model_id IS NOT NULL AND (
  EXISTS (SELECT 1 ${ASKED_FOR} AND run.model_id = partition.model_id AND run.runner <> '${LOCK_RUNNER}')
  OR NOT EXISTS (SELECT 1 FROM review.acceptance_events AS event
    LEFT JOIN review.gate_reviews AS judged ON judged.id = event.accepted_review_id
    LEFT JOIN review.review_runs AS run ON run.id = judged.review_run_id
    WHERE event.model_id = partition.model_id AND (run.id IS NULL OR review.json_text(run.telemetry_json, 'imported') IS NOT NULL
      OR coalesce(review.json_text(run.telemetry_json, 'requestedModelId'), run.model_id) <> $1)))
ORDER BY (SELECT max(run.id) ${ASKED_FOR} AND run.model_id = partition.model_id) DESC`;
  return (await rowsOf<{ modelId: ModelId }>(session, statement(text, requested))).map(
    ({ modelId }) => modelId,
  );
}
