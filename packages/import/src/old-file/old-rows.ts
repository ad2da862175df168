// Rows of the old scripts' file as they were found: every value is its text, null where there is none. Nothing
// enforced anything there, so nothing is certain of them; `../plan` makes sense of them.

import type { OddColumn, OldColumns, OldTable } from "./old-columns.ts";

/** Where a row is in its table: its rowid, or its id in a table without. */
export type OldHandle = number | string;

/** SQL that selects a value of a type. */
type Sql<Value> = string & { readonly gives?: Value };
type Text = Sql<string | null>;

/** SQL for the columns of a table: a value as text whatever its type, or null where the column is missing. */
export function selector({ found, handle }: OldColumns, table: OldTable) {
  const ifThere = (column: string, sql: string) => (found[table].has(column) ? sql : "NULL");
  return {
    handle: handle[table] as Sql<OldHandle>,
    text: (column: string) => ifThere(column, `CAST(${column} AS TEXT)`) as Text,
    /** In a column without a type, drivers store the id 1 as 1.0. */
    id: (column: string) => {
      const whole = `CAST(${column} AS INTEGER)`;
      return ifThere(column, `CAST(iif(${column} = ${whole}, ${whole}, ${column}) AS TEXT)`) as Text;
    },
    /** In UTF-8 bytes. */
    size: (column: string) => ifThere(column, `octet_length(${column})`) as Sql<number | null>,
  };
}

export type Selector = ReturnType<typeof selector>;

/** The row that fields select. */
export type Row<Fields extends (select: Selector) => object> = {
  [Name in keyof ReturnType<Fields>]: ReturnType<Fields>[Name] extends Sql<infer Value> ? Value : never;
};

export type OldRun = Row<typeof runFields>;
export const runFields = ({ handle, id, text, size }: Selector) => ({
  handle,
  id: id("id"),
  notePath: text("note_path"),
  modelId: text("model_id"),
  runner: text("runner"),
  noteSha: text("reviewed_note_sha"),
  noteCommit: text("reviewed_note_commit"),
  startedAt: text("started_at"),
  completedAt: text("completed_at"),
  status: text("status"),
  failureReason: text("failure_reason"),
  telemetry: text("telemetry_json"),
  rawBundleSize: size("raw_bundle_markdown"),
  debugLogSize: size("debug_log"),
});

export type OldRunGate = Row<typeof gateFields>;
export const gateFields = ({ id, text }: Selector) => ({
  runId: id("review_run_id"),
  gateId: text("gate_id"),
  gateSha: text("gate_sha"),
});

export type OldReview = Row<typeof reviewFields>;
export const reviewFields = ({ handle, id, text, size }: Selector) => ({
  handle,
  id: id("id"),
  runId: id("review_run_id"),
  notePath: text("note_path"),
  gateId: text("gate_id"),
  modelId: text("model_id"),
  decision: text("decision"),
  gateSha: text("gate_sha"),
  noteSha: text("reviewed_note_sha"),
  noteCommit: text("reviewed_note_commit"),
  reviewedAt: text("reviewed_at"),
  kind: text("review_kind"),
  rationaleSize: size("rationale_markdown"),
  /** 1 if the rationale is nothing but white space, or none. */
  isBlank: `trim(coalesce(${text("rationale_markdown")}, ''), ' ' || char(9, 10, 13)) = ''` as Sql<0 | 1>,
  evidenceSize: size("evidence_json"),
  /** 1 if the evidence can be kept as JSON; 0 also where there is none. */
  evidenceIsJson:
    `coalesce(json_valid(${text("evidence_json")}) AND parses(${text("evidence_json")}), 0)` as Sql<0 | 1>,
});

export type OldAcceptance = Row<typeof acceptanceFields>;
export const acceptanceFields = ({ id, text }: Selector) => ({
  id: id("id"),
  notePath: text("note_path"),
  gateId: text("gate_id"),
  modelId: text("model_id"),
  reviewId: id("accepted_review_id"),
  noteSha: text("accepted_note_sha"),
  noteCommit: text("accepted_note_commit"),
  gateSha: text("accepted_gate_sha"),
  acceptedAt: text("accepted_at"),
  kind: text("acceptance_kind"),
});

/** Everything of an old file but its long texts, each table in the order of its ids. */
export interface OldHistory {
  runs: OldRun[];
  /** By run, then in the order in which the gates were asked for. */
  gates: OldRunGate[];
  reviews: OldReview[];
  acceptances: OldAcceptance[];
  /** Known tables and columns (`table.column`) that the file does not have. */
  missing: string[];
  /** Tables and columns (`table.column`) that nobody knows. */
  unknown: string[];
  odd: OddColumn[];
}

export interface OldRunTexts {
  rawBundle: string | null;
  debugLog: string | null;
}

export interface OldReviewTexts {
  rationale: string | null;
  evidence: string | null;
}
