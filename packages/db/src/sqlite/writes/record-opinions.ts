import type { Database } from "better-sqlite3";
import type { NewOpinion } from "../../opinion.ts";
import type { OpinionId } from "../../vocabulary.ts";

const INSERT = `INSERT INTO opinions (finding_id, kind, model_id, runner, reason, telemetry_json, said_at)
VALUES (@findingId, @kind, @modelId, @runner, @reason, @telemetryJson, @saidAt)`;

/** Appends what second reviewers say of findings. To be called in a write transaction. Returns their ids in the order given. */
export function recordOpinions(sqlite: Database, opinions: readonly NewOpinion[], now: string): OpinionId[] {
  const insert = sqlite.prepare(INSERT);
  return opinions.map(({ telemetry, saidAt = now, ...opinion }) => {
    const telemetryJson = telemetry === undefined ? null : JSON.stringify(telemetry);
    return Number(insert.run({ ...opinion, saidAt, telemetryJson }).lastInsertRowid);
  });
}
