import type { Database } from "better-sqlite3";
import type { QuarantineDecider } from "../../quarantine.ts";
import type { QuarantineId } from "../../vocabulary.ts";
import { listQuarantines } from "../reads/list-quarantines.ts";

const INSERT = `INSERT INTO gate_quarantines (gate_id, gate_sha, model_id, kind, reason, evidence_json, decided_at)
VALUES (@gateId, @gateSha, @modelId, @kind, @reason, @evidence, @decidedAt)`;

/** Appends decisions about gates. To be called in a write transaction. Returns their ids in the decider's order. */
export function recordQuarantines(sqlite: Database, decide: QuarantineDecider, now: string): QuarantineId[] {
  const insert = sqlite.prepare(INSERT);
  return decide(listQuarantines(sqlite), now).map((quarantine) =>
    Number(
      insert.run({ ...quarantine, evidence: JSON.stringify(quarantine.evidence), decidedAt: now })
        .lastInsertRowid,
    ),
  );
}
