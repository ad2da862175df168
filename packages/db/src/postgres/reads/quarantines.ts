import { type QuarantineRow, toQuarantine } from "../../from-rows/to-quarantine.ts";
import type { Quarantine } from "../../quarantine.ts";
import { toJson } from "../driver/nul.ts";
import { rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

/** Asks for the newest decision about each gate and partition. */
export const NEWEST_QUARANTINES =
  statement(`SELECT DISTINCT ON (gate_id, model_id) id, gate_id AS "gateId", gate_sha AS "gateSha",
  model_id AS "modelId", kind, reason, evidence_json AS "evidenceJson", decided_at AS "decidedAt"
FROM review.gate_quarantines ORDER BY gate_id, model_id, id DESC`);

/** What that gave. */
export const toQuarantines = (rows: readonly unknown[] = []): Quarantine[] =>
  (rows as QuarantineRow[]).map((row) =>
    toQuarantine({ ...row, evidenceJson: toJson(row.evidenceJson) ?? "" }),
  );

export const listQuarantines = async (session: Session): Promise<Quarantine[]> =>
  toQuarantines(await rowsOf(session, NEWEST_QUARANTINES));
