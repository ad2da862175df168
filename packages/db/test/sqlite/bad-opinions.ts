import type { BadState } from "./bad-states.ts";

const COLUMNS = ["finding_id", "kind", "model_id", "runner", "reason", "said_at"];
const opinion = (changes: Record<string, string>) => {
  const values = COLUMNS.map((column) => changes[column] ?? column).join(", ");
  const id = changes.id === undefined ? ["", ""] : ["id, ", `${changes.id}, `];
  return `INSERT INTO opinions (${id[0]}${COLUMNS.join(", ")}) SELECT ${id[1]}${values} FROM opinions WHERE id = 1`;
};

/** What a ledger with what `recordDoubt` records refuses. */
export const BAD_OPINIONS: readonly BadState[] = [
  ["of no finding", opinion({ finding_id: "1000" })],
  ["of no kind", opinion({ kind: "'maybe'" })],
  ["under no partition", opinion({ model_id: "'A B'" })],
  ["of no runner", opinion({ runner: "''" })],
  ["without a reason", opinion({ reason: "' '" })],
  ["at no time", opinion({ said_at: "'2026-02-30T12:00:00.000Z'" })],
  ["before the last", opinion({ id: "1" })],
  ["that is another by now", "UPDATE opinions SET kind = 'confirmed'"],
  ["that is gone", "DELETE FROM opinions"],
  ["by a new word", "INSERT INTO opinion_kinds VALUES ('maybe')"],
  [
    "of a finding in a run that is not completed",
    `INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at)
       SELECT note_path, model_id, runner, reviewed_note_sha, started_at FROM review_runs WHERE id = 1;
     INSERT INTO review_run_gates SELECT 2, gate_id, gate_sha, ordinal FROM review_run_gates WHERE review_run_id = 1;
     INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha, reviewed_note_sha, reviewed_at, review_kind)
       SELECT 2, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha, reviewed_note_sha, reviewed_at, review_kind FROM gate_reviews WHERE id = 1;
     INSERT INTO findings (gate_review_id, ordinal, severity, message, key)
       SELECT 2, 0, severity, message, key FROM findings WHERE id = 1;
     ${opinion({ finding_id: "(SELECT max(id) FROM findings)" })}`,
  ],
];
