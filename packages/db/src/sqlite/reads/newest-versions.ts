import type { Database } from "better-sqlite3";
import type { NewestVersion, NoteVersion } from "../../answers.ts";
import { type NewestRow, nearestVersions } from "../../from-rows/gate-versions.ts";
import type { ModelId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";

// By hand, because `stale` asks it, which may not wait for Drizzle (see orm.ts); rows as lists, since thousands of objects
// made by the driver take half as long again. The ids come from an index alone.
const EVENTS = (
  newest: string,
) => `SELECT event.gate_id, event.id, event.accepted_note_sha, event.accepted_gate_sha, event.acceptance_kind
FROM (${newest}) AS newest CROSS JOIN acceptance_events AS event ON event.id = newest.id`;

const NEWEST_OF_NOTE =
  EVENTS(`SELECT max(id) AS id FROM acceptance_events INDEXED BY acceptance_events_current
  WHERE model_id = ? AND note_path = ? GROUP BY gate_id`);

const NEWEST_OF_TEXT =
  EVENTS(`SELECT max(id) AS id FROM acceptance_events INDEXED BY acceptance_events_by_version
  WHERE model_id = ? AND note_path = ? AND accepted_note_sha = ? GROUP BY gate_id, accepted_gate_sha`);

/** See `listNewestVersions` of the package. */
export function listNewestVersions(
  sqlite: Database,
  modelId: ModelId,
  notes: readonly NoteVersion[],
): NewestVersion[][] {
  const ofNote = prepared<[ModelId, string], NewestRow>(sqlite, NEWEST_OF_NOTE).raw();
  const ofText = prepared<[ModelId, string, string], NewestRow>(sqlite, NEWEST_OF_TEXT).raw();
  return notes.map(({ notePath, noteSha }) => {
    const newest = ofNote.all(modelId, notePath);
    const ofThisText = newest.length === 0 ? [] : ofText.all(modelId, notePath, noteSha);
    return nearestVersions(newest, ofThisText);
  });
}
