import type { Database } from "better-sqlite3";
import type { InvocationFilter } from "../../answers.ts";
import type { Telemetry } from "../../execution-data.ts";
import { parseTelemetry } from "../../json-columns.ts";
import { FIXTURE_FOLDER } from "../../vocabulary.ts";

/**
 * The telemetry of the newest invocations under some partitions that served one of the gates, newest first, each
 * once however many runs it served; those of notes, or of fixtures. Invocations without an id or a batch size are left out.
 */
export function listInvocations(
  sqlite: Database,
  { modelIds, gateIds, ofFixtures = false, limit = 50 }: InvocationFilter,
): Telemetry[] {
  const rows = sqlite
    .prepare<[string, number, string], { telemetry: string }>(
      `SELECT telemetry_json AS telemetry FROM review_runs AS run
       WHERE model_id IN (SELECT value FROM json_each(?)) AND status <> 'running'
         AND (note_path GLOB '${FIXTURE_FOLDER}/*') = ?
         AND CASE WHEN json_valid(telemetry_json) THEN json_extract(telemetry_json, '$.batchSize') > 0 END
         AND EXISTS (SELECT 1 FROM review_run_gates AS gate WHERE gate.review_run_id = run.id
           AND gate.gate_id IN (SELECT value FROM json_each(?)))
       ORDER BY id DESC`,
    )
    .iterate(JSON.stringify(modelIds), Number(ofFixtures), JSON.stringify(gateIds));
  const byId = new Map<string, Telemetry>();
  for (const { telemetry } of rows) {
    const invocation = parseTelemetry(telemetry);
    if (invocation?.invocationId !== undefined) byId.set(invocation.invocationId, invocation);
    if (byId.size >= limit) break;
  }
  return [...byId.values()];
}
