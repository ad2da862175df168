import type { Database } from "better-sqlite3";
import type { RunId } from "../../vocabulary.ts";

/** The gates that each of some runs was asked for, in their order, by run id. */
export function listRequestedGateIds(sqlite: Database, ids: readonly RunId[]): Map<RunId, string[]> {
  const rows = sqlite
    .prepare<[string], [id: RunId, gateId: string]>(
      `SELECT review_run_id, gate_id FROM review_run_gates
       WHERE review_run_id IN (SELECT value FROM json_each(?)) ORDER BY review_run_id, ordinal`,
    )
    .raw();
  const gates = new Map<RunId, string[]>();
  for (const [id, gateId] of rows.iterate(JSON.stringify(ids))) {
    const known = gates.get(id);
    if (known) known.push(gateId);
    else gates.set(id, [gateId]);
  }
  return gates;
}
