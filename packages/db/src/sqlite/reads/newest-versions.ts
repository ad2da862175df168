import type { Database } from "better-sqlite3";
import type { NewestVersion } from "../../answers.ts";
import type { ModelId } from "../../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

// By hand, because `stale` asks it, which may not wait for Drizzle (see orm.ts). The ids come from an index alone.
const NEWEST_OF_NOTE = `SELECT event.note_path AS notePath, event.gate_id AS gateId, event.id AS acceptanceId,
  event.accepted_note_sha AS acceptedNoteSha, event.accepted_gate_sha AS acceptedGateSha,
  event.acceptance_kind AS acceptanceKind
FROM (SELECT max(id) AS id FROM acceptance_events INDEXED BY acceptance_events_current
  WHERE model_id = ? AND note_path = ? GROUP BY gate_id) AS newest
CROSS JOIN acceptance_events AS event ON event.id = newest.id`;

/** The newest event of every pair of some notes under a partition, whatever version it accepts. */
export function listNewestVersions(
  sqlite: Database,
  modelId: ModelId,
  notePaths: readonly string[],
): NewestVersion[] {
  const ofNote = sqlite.prepare<[ModelId, string], NewestVersion>(NEWEST_OF_NOTE);
  return notePaths.flatMap((notePath) => ofNote.all(modelId, notePath).map(soundRow));
}
