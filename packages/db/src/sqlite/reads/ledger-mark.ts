import type { Database } from "better-sqlite3";
import type { LedgerMark } from "../../answers.ts";
import { soundRow } from "../../from-rows/sound-row.ts";

// By hand: with a lock that is kept up to date each command that records something asks it (see orm.ts).

const MARK = `SELECT coalesce((SELECT max(id) FROM acceptance_events), 0) AS acceptanceId,
  coalesce((SELECT max(id) FROM waivers), 0) AS waiverId,
  coalesce((SELECT max(id) FROM opinions), 0) AS opinionId,
  coalesce((SELECT max(id) FROM gate_quarantines), 0) AS quarantineId`;

const SINCE = `SELECT note_path AS name FROM acceptance_events NOT INDEXED WHERE id > @acceptanceId
UNION
SELECT review.note_path FROM waivers AS waiver
CROSS JOIN findings AS finding INDEXED BY findings_by_key ON finding.key = waiver.key
CROSS JOIN gate_reviews AS review ON review.id = finding.gate_review_id
WHERE waiver.id > @waiverId
UNION
SELECT carried.note_path FROM waivers AS waiver
CROSS JOIN findings AS finding INDEXED BY findings_by_key ON finding.key = waiver.key
CROSS JOIN acceptance_events AS carried INDEXED BY acceptance_events_by_review
  ON carried.accepted_review_id = finding.gate_review_id
WHERE waiver.id > @waiverId
UNION
SELECT judged.note_path FROM opinions AS opinion NOT INDEXED
CROSS JOIN findings AS finding ON finding.id = opinion.finding_id
CROSS JOIN gate_reviews AS judged ON judged.id = finding.gate_review_id
WHERE opinion.id > @opinionId`;

const NOTHING: LedgerMark = { acceptanceId: 0, waiverId: 0, opinionId: 0, quarantineId: 0 };

/** Where the history of the ledger stands. */
export function markLedger(sqlite: Database): LedgerMark {
  return sqlite.prepare<[], LedgerMark>(MARK).get() ?? NOTHING;
}

/** The notes that anything was decided about since, each once, sorted by code unit. */
export function listNotesSince(sqlite: Database, mark: LedgerMark): string[] {
  return sqlite
    .prepare<LedgerMark, { name: string }>(SINCE)
    .all(mark)
    .map((row) => soundRow(row).name)
    .sort();
}
