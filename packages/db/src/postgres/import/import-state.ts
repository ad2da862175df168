import type { PairUnderModel, PairVersion } from "../../changes.ts";
import type { ImportState, JudgedVersions } from "../../imported-history.ts";
import type { Decision, ModelId, RunId } from "../../vocabulary.ts";
import { type Ask, question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

// A plan asks without waiting, of any pair, so everything that it may ask is brought before: an import is made once.

const STATEMENTS = [
  `SELECT row_sha AS key, old_row AS "oldRow", run.id AS "runId", run.model_id AS "modelId"
   FROM review.imported_rows JOIN review.review_runs AS run ON run.id = review_run_id`,
  `SELECT row_sha AS key, old_row AS "oldRow", event.model_id AS "modelId"
   FROM review.imported_rows JOIN review.acceptance_events AS event ON event.id = acceptance_event_id`,
  `SELECT row_sha AS key, judged.gate_id AS "gateId", judged.reviewed_note_sha AS "reviewedNoteSha", judged.gate_sha AS "gateSha"
   FROM review.imported_rows JOIN review.gate_reviews AS judged USING (review_run_id)`,
  "SELECT sha FROM review.snapshots",
  `SELECT DISTINCT ON (model_id, note_path, gate_id) model_id AS "modelId", note_path AS "notePath", gate_id AS "gateId",
   accepted_at AS at FROM review.acceptance_events ORDER BY model_id, note_path, gate_id, id DESC`,
  `SELECT * FROM (SELECT DISTINCT ON (model_id, note_path, gate_id, accepted_note_sha, accepted_gate_sha) model_id AS "modelId",
   note_path AS "notePath", gate_id AS "gateId", accepted_note_sha AS "noteSha", accepted_gate_sha AS "gateSha",
   acceptance_kind AS kind, coalesce(override_decision, (SELECT decision FROM review.gate_reviews AS review WHERE review.id = accepted_review_id), 'unknown') AS decision
   FROM review.acceptance_events
   ORDER BY model_id, note_path, gate_id, accepted_note_sha, accepted_gate_sha, id DESC) AS last WHERE kind <> 'withdrawn'`,
].map((text) => statement(text));

const nameOf = ({ modelId, notePath, gateId }: PairUnderModel) => JSON.stringify([modelId, notePath, gateId]);
const versionOf = (pair: PairVersion) => JSON.stringify([nameOf(pair), pair.noteSha, pair.gateSha]);

/** What an import must respect, as it is in this transaction. */
export async function loadImportState(ask: Ask): Promise<ImportState> {
  const [runs, acceptances, judged, snapshots, last, accepted] = (await ask(...STATEMENTS)) as unknown as [
    { key: string; oldRow: string; runId: RunId; modelId: ModelId }[],
    { key: string; oldRow: string; modelId: ModelId }[],
    (JudgedVersions & { key: string; gateId: string })[],
    { sha: string }[],
    (PairUnderModel & { at: string })[],
    (PairVersion & { decision: Decision })[],
  ];
  const versions = new Map(
    judged.map(({ key, gateId, reviewedNoteSha, gateSha }) => [
      JSON.stringify([key, gateId]),
      { reviewedNoteSha, gateSha },
    ]),
  );
  const shas = new Set(snapshots.map(({ sha }) => sha));
  const times = new Map(last.map((each) => [nameOf(each), each.at]));
  const held = new Map(accepted.map((each) => [versionOf(each), each.decision]));
  return {
    runs: new Map(runs.map(({ key, runId, modelId }) => [key, { runId, modelId }])),
    acceptances: new Map(acceptances.map(({ key, modelId }) => [key, modelId])),
    oldRows: new Set([...runs, ...acceptances].map(({ oldRow }) => oldRow)),
    hasAcceptances: last.length > 0,
    judgedVersions: (runKey, gateId) => versions.get(JSON.stringify([runKey, gateId])),
    hasSnapshot: (sha) => shas.has(sha),
    lastAcceptedAt: (pair) => times.get(nameOf(pair)),
    acceptedAs: (pair) => held.get(versionOf(pair)),
  };
}

/** See the port. */
export const importState = (session: Session): Promise<ImportState> => question(session, loadImportState);
