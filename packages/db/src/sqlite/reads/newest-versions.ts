import type { Database } from "better-sqlite3";
import type { NewestVersion } from "../../answers.ts";
import type { AcceptanceEventId, AcceptanceKind, ModelId } from "../../vocabulary.ts";

// By hand, because `stale` asks it, which may not wait for Drizzle (see orm.ts); rows as lists, since thousands of objects
// made by the driver take half as long again. The ids come from an index alone.
const NEWEST_OF_NOTE = `SELECT event.gate_id, event.id, event.accepted_note_sha, event.accepted_gate_sha, event.acceptance_kind
FROM (SELECT max(id) AS id FROM acceptance_events INDEXED BY acceptance_events_current
  WHERE model_id = ? AND note_path = ? GROUP BY gate_id) AS newest
CROSS JOIN acceptance_events AS event ON event.id = newest.id`;

type NewestRow = [
  gateId: string,
  acceptanceId: AcceptanceEventId,
  acceptedNoteSha: string,
  acceptedGateSha: string,
  acceptanceKind: AcceptanceKind,
];

/** The newest event of every pair of some notes under a partition, whatever version it accepts. */
export function listNewestVersions(
  sqlite: Database,
  modelId: ModelId,
  notePaths: readonly string[],
): NewestVersion[] {
  const ofNote = sqlite.prepare<[ModelId, string], NewestRow>(NEWEST_OF_NOTE).raw();
  return notePaths.flatMap((notePath) =>
    ofNote
      .all(modelId, notePath)
      .map(([gateId, acceptanceId, acceptedNoteSha, acceptedGateSha, acceptanceKind]) => ({
        notePath,
        gateId,
        acceptanceId,
        acceptedNoteSha,
        acceptedGateSha,
        acceptanceKind,
      })),
  );
}
