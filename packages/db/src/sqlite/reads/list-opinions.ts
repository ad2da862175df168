import type { Database } from "better-sqlite3";
import { opinionsOf } from "../../from-rows/to-opinion.ts";
import type { Opinion } from "../../opinion.ts";
import type { FindingId } from "../../vocabulary.ts";

// By hand: whatever shows findings asks it (see orm.ts). One parameter for all ids, however many there are.
const NEWEST = `SELECT id, finding_id AS findingId, kind, model_id AS modelId, runner, reason, said_at AS saidAt FROM opinions
WHERE id IN (SELECT (SELECT max(id) FROM opinions WHERE opinions.finding_id = asked.value) FROM json_each(?) AS asked)
ORDER BY id`;

/** The newest opinion about each of some findings, by finding; one about which nobody was asked is not in the answer. */
export function listOpinions(sqlite: Database, findingIds: readonly FindingId[]): Map<FindingId, Opinion> {
  if (findingIds.length === 0) return new Map();
  return opinionsOf(sqlite.prepare<[string], Opinion>(NEWEST).all(JSON.stringify(findingIds)));
}
