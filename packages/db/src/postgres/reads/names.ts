import type { LedgerMark } from "../../answers.ts";
import { FIXTURE_FOLDER, type ModelId } from "../../vocabulary.ts";
import { question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

/** The values of a column of an index, each once, in their order: each is found from the one before, however many rows have it. */
const distinct = (table: string, column: string) => `WITH RECURSIVE each (name) AS (
  (SELECT min(${column}) FROM review.${table})
  UNION ALL
  SELECT (SELECT min(${column}) FROM review.${table} WHERE ${column} > each.name) FROM each WHERE each.name IS NOT NULL)
SELECT name FROM each WHERE name IS NOT NULL`;

const NOTES = distinct("acceptance_events", "note_path");
const GATES = "SELECT DISTINCT gate_id AS name FROM review.acceptance_events";
const namesIn = (rows: readonly unknown[] = []) => (rows as { name: string }[]).map(({ name }) => name);

export async function listAcceptedNames(
  session: Session,
): Promise<{ notePaths: string[]; gateIds: string[] }> {
  return question(session, async (ask) => {
    const [notes, gates] = await ask(statement(NOTES), statement(GATES));
    return { notePaths: namesIn(notes).sort(), gateIds: namesIn(gates).sort() };
  });
}

export async function listAcceptedNotePaths(session: Session): Promise<string[]> {
  return namesIn(await rowsOf(session, statement(NOTES))).sort();
}

const PARTITIONS = `SELECT name FROM (${distinct("acceptance_events", "model_id")}) AS partition
WHERE EXISTS (SELECT 1 FROM review.acceptance_events AS event
  WHERE event.model_id = partition.name AND NOT starts_with(event.note_path, '${FIXTURE_FOLDER}/'))
ORDER BY name`;

export async function listAcceptedPartitions(session: Session): Promise<ModelId[]> {
  return namesIn(await rowsOf(session, statement(PARTITIONS))) as ModelId[];
}

export async function listRecordedNotePaths(session: Session): Promise<string[]> {
  const text = `(${distinct("review_runs", "note_path")}) UNION (${NOTES})`;
  return namesIn(await rowsOf(session, statement(text)));
}

export async function listRecordedGateIds(session: Session): Promise<string[]> {
  const text = `SELECT gate_id AS name FROM review.review_run_gates UNION ${GATES}`;
  return namesIn(await rowsOf(session, statement(text)));
}

const MARK = `SELECT (SELECT coalesce(max(id), 0) FROM review.acceptance_events) AS "acceptanceId",
  (SELECT coalesce(max(id), 0) FROM review.waivers) AS "waiverId",
  (SELECT coalesce(max(id), 0) FROM review.opinions) AS "opinionId",
  (SELECT coalesce(max(id), 0) FROM review.gate_quarantines) AS "quarantineId"`;

export async function markLedger(session: Session): Promise<LedgerMark> {
  const [mark] = await rowsOf<LedgerMark>(session, statement(MARK));
  return mark ?? { acceptanceId: 0, waiverId: 0, opinionId: 0, quarantineId: 0 };
}

const SINCE = `SELECT note_path AS name FROM review.acceptance_events WHERE id > $1
UNION
SELECT judged.note_path FROM review.waivers AS waiver JOIN review.findings AS finding ON finding.key = waiver.key
JOIN review.gate_reviews AS judged ON judged.id = finding.gate_review_id WHERE waiver.id > $2
UNION
SELECT carried.note_path FROM review.waivers AS waiver JOIN review.findings AS finding ON finding.key = waiver.key
JOIN review.acceptance_events AS carried ON carried.accepted_review_id = finding.gate_review_id WHERE waiver.id > $2
UNION
SELECT disputed.note_path FROM review.opinions AS opinion JOIN review.findings AS finding ON finding.id = opinion.finding_id
JOIN review.gate_reviews AS disputed ON disputed.id = finding.gate_review_id WHERE opinion.id > $3`;

export async function listNotesSince(session: Session, mark: LedgerMark): Promise<string[]> {
  return namesIn(
    await rowsOf(session, statement(SINCE, mark.acceptanceId, mark.waiverId, mark.opinionId)),
  ).sort();
}
