/** What a column holds, whatever the engine calls it. JSON is text, which PostgreSQL keeps in a form of its own. */
export type CellKind = "id" | "number" | "fraction" | "text" | "json";

/** A table of a ledger as it is copied: all but what its migrations fill. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, CellKind>>;
  /** The columns in whose order rows are read; none where rows have no key, and are read as they lie. */
  readonly key: readonly string[];
}

/** A value of a row, and a row in the order of its table's columns. */
export type Cell = string | number | null;
export type CopiedRow = readonly Cell[];

const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, "text"] as const));
const numbers = (...names: string[]) => Object.fromEntries(names.map((name) => [name, "number"] as const));

/** In an order in which every row comes after those that it names. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  { name: "snapshots", key: ["sha"], columns: texts("sha", "text") },
  {
    name: "review_runs",
    key: ["id"],
    columns: {
      id: "id",
      ...texts("note_path", "model_id", "runner", "reviewed_note_sha", "started_at", "completed_at"),
      ...texts("status", "failure_reason"),
      telemetry_json: "json",
      ...texts("raw_bundle_markdown", "debug_log"),
    },
  },
  {
    name: "review_run_gates",
    key: ["review_run_id", "gate_id"],
    columns: { review_run_id: "id", ...texts("gate_id", "gate_sha"), ordinal: "number" },
  },
  {
    name: "gates_without_quotes",
    key: ["review_run_id", "gate_id"],
    columns: { review_run_id: "id", gate_id: "text" },
  },
  {
    name: "gate_reviews",
    key: ["id"],
    columns: {
      ...{ id: "id", review_run_id: "id" },
      ...texts("note_path", "gate_id", "model_id", "decision", "rationale_markdown"),
      evidence_json: "json",
      ...texts("gate_sha", "reviewed_note_sha", "reviewed_at", "review_kind"),
    },
  },
  {
    name: "findings",
    key: ["id"],
    columns: {
      ...{ id: "id", gate_review_id: "id", ordinal: "number" },
      ...texts("severity", "message", "suggestion", "key"),
      continues_finding_id: "id",
    },
  },
  {
    name: "finding_quotes",
    key: ["finding_id", "ordinal"],
    columns: {
      ...{ finding_id: "id", ordinal: "number" },
      ...texts("exact", "prefix", "suffix"),
      ...numbers("start_offset", "end_offset", "start_line", "start_column", "end_line", "end_column"),
    },
  },
  {
    name: "acceptance_events",
    key: ["id"],
    columns: {
      id: "id",
      ...texts("note_path", "gate_id", "model_id"),
      accepted_review_id: "id",
      ...texts("accepted_note_sha", "accepted_gate_sha", "accepted_at", "acceptance_kind"),
      ...texts("override_decision", "remark"),
    },
  },
  {
    name: "waivers",
    key: ["id"],
    columns: {
      id: "id",
      ...texts("key", "kind", "severity", "reason", "author", "until_date", "decided_at"),
    },
  },
  {
    name: "gate_quarantines",
    key: ["id"],
    columns: {
      id: "id",
      ...texts("gate_id", "gate_sha", "model_id", "kind", "reason"),
      ...{ evidence_json: "json", decided_at: "text" },
    },
  },
  {
    name: "samples",
    key: ["id"],
    columns: {
      id: "id",
      ...texts("gate_id", "gate_sha", "model_id", "seed"),
      ...numbers("population", "flips_at_most"),
      ...{ confidence: "fraction", taken_at: "text" },
    },
  },
  {
    name: "sample_reviews",
    key: ["sample_id", "acceptance_event_id"],
    columns: { sample_id: "id", acceptance_event_id: "id" },
  },
  {
    name: "sampled_acceptances",
    key: ["acceptance_event_id"],
    columns: { acceptance_event_id: "id", sample_id: "id" },
  },
  {
    name: "opinions",
    key: ["id"],
    columns: {
      ...{ id: "id", finding_id: "id" },
      ...texts("kind", "model_id", "runner", "reason"),
      ...{ telemetry_json: "json", said_at: "text" },
    },
  },
  {
    name: "imported_rows",
    key: [],
    columns: { ...texts("row_sha", "old_row"), review_run_id: "id", acceptance_event_id: "id" },
  },
];
