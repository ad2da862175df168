import type { Database } from "better-sqlite3";
import { type QuarantineRow, toQuarantine } from "../../from-rows/to-quarantine.ts";
import type { Quarantine } from "../../quarantine.ts";

const NEWEST = `SELECT id, gate_id AS gateId, gate_sha AS gateSha, model_id AS modelId, kind, reason,
  evidence_json AS evidenceJson, decided_at AS decidedAt FROM gate_quarantines
WHERE id IN (SELECT max(id) FROM gate_quarantines GROUP BY gate_id, model_id) ORDER BY gate_id, model_id`;

/** The newest decision about each gate and partition, by these. */
export function listQuarantines(sqlite: Database): Quarantine[] {
  return sqlite.prepare<[], QuarantineRow>(NEWEST).all().map(toQuarantine);
}
