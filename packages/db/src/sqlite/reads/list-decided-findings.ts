import type { Database } from "better-sqlite3";
import type { DecidedFinding, PairsOfNote } from "../../answers.ts";
import type { DecidedRow } from "../../from-rows/collect-findings.ts";
import { soundRow } from "../../from-rows/sound-row.ts";
import { prepared } from "../prepared.ts";
import { listFindings } from "./list-findings.ts";

// By hand, since every batch asks it (see orm.ts): one parameter for all pairs. Of one key the newest finding, whichever
// model made it; the columns beside a max() are those of its row. Where nothing was ever waived, SQLite sees that before it looks for
// anything else.
const DECIDED = `SELECT event.note_path AS notePath, event.gate_id AS gateId, finding.gate_review_id AS reviewId,
  max(finding.id) AS id
FROM json_each(?) AS asked
CROSS JOIN acceptance_events AS event INDEXED BY acceptance_events_by_note
  ON event.note_path = asked.value ->> 'notePath'
  AND event.gate_id IN (SELECT value FROM json_each(asked.value -> 'gateIds'))
CROSS JOIN findings AS finding ON finding.gate_review_id = event.accepted_review_id
WHERE (SELECT max(id) FROM waivers) > 0 AND EXISTS (SELECT 1 FROM waivers WHERE waivers.key = finding.key)
GROUP BY event.note_path, event.gate_id, finding.key`;

/** See `listDecidedFindings` of the package. */
export function listDecidedFindings(sqlite: Database, notes: readonly PairsOfNote[]): DecidedFinding[] {
  const rows = prepared<[string], DecidedRow>(sqlite, DECIDED).all(JSON.stringify(notes)).map(soundRow);
  const found = listFindings(sqlite, [...new Set(rows.map(({ reviewId }) => reviewId))]);
  return rows
    .sort((a, b) => a.id - b.id)
    .flatMap(({ notePath, gateId, reviewId, id }) => {
      const finding = found.get(reviewId)?.find((each) => each.id === id);
      return finding ? { ...finding, notePath, gateId } : [];
    });
}
