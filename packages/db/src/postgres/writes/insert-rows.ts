import type { NewRun } from "../../changes.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import type { RunId, Snapshot } from "../../vocabulary.ts";
import type { NewWaiver } from "../../waiver.ts";
import { toJsonText } from "../driver/nul.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";

// Rows of any number are one statement. Ids that are not given are given by the table's trigger, in the order of the rows.

const SNAPSHOTS = `INSERT INTO review.snapshots (sha, text)
SELECT sha, text FROM unnest($1::text[], $2::text[]) AS given (sha, text) ON CONFLICT DO NOTHING`;

/** Keeps the texts behind some content shas. A sha that is there already keeps its text. */
export function insertSnapshots(texts: readonly Snapshot[]): Statement[] {
  const once = [...new Map(texts.toReversed().map((each) => [each.sha, each])).values()];
  if (once.length === 0) return [];
  return [
    statement(
      SNAPSHOTS,
      ...columnsOf(
        once,
        ({ sha }) => sha,
        ({ text }) => text,
      ),
    ),
  ];
}

/** The id that the last run has; under the lock nobody else gives the next one. */
export const LAST_RUN = statement(`SELECT coalesce(max(id), 0) AS id FROM review.review_runs`);

/** A run with the id that it will have. */
export interface NumberedRun extends NewRun {
  id: RunId;
}

const RUNS = `INSERT INTO review.review_runs (id, note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`;
const GATES = `INSERT INTO review.review_run_gates (review_run_id, gate_id, gate_sha, ordinal)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::integer[])`;
const OF_TURNS = `INSERT INTO review.sweep_runs (run_id, sweep_id, batch, turn)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::integer[])`;
const UNQUOTED = `INSERT INTO review.gates_without_quotes (review_run_id, gate_id) SELECT * FROM unnest($1::bigint[], $2::text[])`;

/** Starts runs, with their requested gates and the snapshots. */
export function insertRuns(runs: readonly NumberedRun[], now: string): Statement[] {
  const gates = runs.flatMap((run) => run.gates.map((gate, ordinal) => ({ run: run.id, ordinal, ...gate })));
  const unquoted = gates.filter(({ quotes }) => quotes === "none");
  const ofTurns = runs.flatMap(({ id, turn }) => (turn ? [{ id, ...turn }] : []));
  return [
    ...insertSnapshots(runs.flatMap(({ note, gates }) => [note, ...gates])),
    statement(
      RUNS,
      ...columnsOf(
        runs,
        ({ id }) => id,
        ({ notePath }) => notePath,
        ({ modelId }) => modelId,
        ({ runner }) => runner,
        ({ note }) => note.sha,
        ({ startedAt }) => startedAt ?? now,
        ({ telemetry }) => telemetry && toJsonText(telemetry),
      ),
    ),
    statement(
      GATES,
      ...columnsOf(
        gates,
        ({ run }) => run,
        ({ gateId }) => gateId,
        ({ sha }) => sha,
        ({ ordinal }) => ordinal,
      ),
    ),
    ...(ofTurns.length === 0
      ? []
      : [
          statement(
            OF_TURNS,
            ...columnsOf(
              ofTurns,
              ({ id }) => id,
              ({ sweepId }) => sweepId,
              ({ batch }) => batch,
              ({ turn }) => turn,
            ),
          ),
        ]),
    ...(unquoted.length === 0
      ? []
      : [
          statement(
            UNQUOTED,
            ...columnsOf(
              unquoted,
              ({ run }) => run,
              ({ gateId }) => gateId,
            ),
          ),
        ]),
  ];
}

const EVENTS = `INSERT INTO review.acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
  accepted_gate_sha, accepted_at, acceptance_kind, override_decision, remark)
SELECT note_path, gate_id, model_id, review_id, note_sha, gate_sha, at, kind, override, remark
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
  WITH ORDINALITY AS given (note_path, gate_id, model_id, review_id, note_sha, gate_sha, at, kind, override, remark, ordinal)
ORDER BY ordinal RETURNING id`;

/** Appends events; gives their ids. */
export const insertEvents = (events: readonly Omit<AcceptanceEvent, "id">[]): Statement =>
  statement(
    EVENTS,
    ...columnsOf(
      events,
      ({ notePath }) => notePath,
      ({ gateId }) => gateId,
      ({ modelId }) => modelId,
      ({ acceptedReviewId }) => acceptedReviewId,
      ({ acceptedNoteSha }) => acceptedNoteSha,
      ({ acceptedGateSha }) => acceptedGateSha,
      ({ acceptedAt }) => acceptedAt,
      ({ acceptanceKind }) => acceptanceKind,
      ({ overrideDecision }) => overrideDecision,
      ({ remark }) => remark,
    ),
  );

const WAIVERS = `INSERT INTO review.waivers (key, kind, severity, reason, author, until_date, decided_at)
SELECT key, kind, severity, reason, author, until, at
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  WITH ORDINALITY AS given (key, kind, severity, reason, author, until, at, ordinal)
ORDER BY ordinal RETURNING id`;

/** Appends decisions about findings; gives their ids. */
export const insertWaivers = (waivers: readonly NewWaiver[], now: string): Statement =>
  statement(
    WAIVERS,
    ...columnsOf(
      // What only some decisions say.
      waivers as readonly (NewWaiver & { severity?: string; until?: string | undefined })[],
      ({ key }) => key,
      ({ kind }) => kind,
      ({ severity }) => severity,
      ({ reason }) => reason,
      ({ author }) => author,
      ({ until }) => until,
      ({ decidedAt }) => decidedAt ?? now,
    ),
  );

/** The ids that an insertion gave. */
export const idsIn = (rows: readonly unknown[] = []): number[] =>
  (rows as { id: number }[]).map(({ id }) => id);
