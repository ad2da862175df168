import { parseJson } from "@review/db/guards";
import type { Database } from "better-sqlite3";
import { findOddColumns, type OldColumns, type OldTable } from "./old-columns.ts";
import type { OldAcceptance, OldHistory, OldReview, OldRun, OldRunGate } from "./old-rows.ts";

/** What to select for each field of a row. */
type Fields<Row> = Record<keyof Row, string>;

/** Reads every row without its long texts. A column that is missing is null in every row. */
export function readHistory(sqlite: Database, columns: OldColumns): OldHistory {
  // SQLite takes `{} NUL x` for JSON, which nobody else does.
  sqlite.function("parses", { deterministic: true }, (text) => Number(parseJson(String(text)) !== undefined));
  const once = onceEach();
  const all = <Row>(
    table: OldTable,
    order: string,
    fields: (get: ReturnType<typeof reader>) => Fields<Row>,
  ) => {
    if (columns.found[table].size === 0) return [];
    const selected = Object.entries<string>(fields(reader(columns, table)));
    const names = selected.map(([name]) => name);
    const sql = selected.map(([, column]) => column).join(", ");
    const rows: Row[] = [];
    // Arrays made into objects here take half the time of objects made by the driver (measured).
    const statement = sqlite.prepare<[], unknown[]>(`SELECT ${sql} FROM ${table} ORDER BY ${order}`).raw();
    for (const values of statement.iterate()) rows.push(zip<Row>(names, values, once));
    return rows;
  };
  const inOrder = (table: OldTable, ...order: string[]) =>
    [...order.filter((column) => columns.found[table].has(column)), columns.handle[table]].join(", ");
  return {
    runs: all<OldRun>("review_runs", inOrder("review_runs", "id"), runFields),
    gates: all<OldRunGate>("review_run_gates", gateOrder(columns), gateFields),
    reviews: all<OldReview>("gate_reviews", inOrder("gate_reviews", "id"), reviewFields),
    acceptances: all<OldAcceptance>(
      "acceptance_events",
      inOrder("acceptance_events", "id"),
      acceptanceFields,
    ),
    missing: columns.missing,
    unknown: columns.unknown,
    odd: findOddColumns(sqlite, columns),
  };
}

function zip<Row>(
  names: readonly string[],
  values: readonly unknown[],
  once: (value: unknown) => unknown,
): Row {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = once(values[index]);
  return row as Row;
}

/** Keeps equal texts once: paths, shas and times stand in many rows. Ids are short, and telemetry is read only once. */
function onceEach(): (value: unknown) => unknown {
  const known = new Map<string, string>();
  return (value) => {
    if (typeof value !== "string" || value.length < 10 || value.length > 200) return value;
    const same = known.get(value);
    if (same === undefined) known.set(value, value);
    return same ?? value;
  };
}

/** A gate set may be a table without rowid and without id: its order is its columns'. */
function gateOrder({ found, handle }: OldColumns): string {
  const order = ["review_run_id", "ordinal"].filter((column) => found.review_run_gates.has(column));
  return [...order, handle.review_run_gates === "rowid" ? "rowid" : "gate_id"].join(", ");
}

/** SQL for the columns of a table: a value as text whatever its type, or null where the column is missing. */
function reader({ found, handle }: OldColumns, table: OldTable) {
  const has = (column: string) => found[table].has(column);
  return {
    handle: handle[table],
    text: (column: string) => (has(column) ? `CAST(${column} AS TEXT)` : "NULL"),
    /** In a column without a type, drivers store the id 1 as 1.0. */
    id: (column: string) =>
      has(column)
        ? `CAST(iif(${column} = CAST(${column} AS INTEGER), CAST(${column} AS INTEGER), ${column}) AS TEXT)`
        : "NULL",
    size: (column: string) => (has(column) ? `octet_length(${column})` : "NULL"),
  };
}

type Reader = ReturnType<typeof reader>;

const runFields = ({ handle, id, text, size }: Reader): Fields<OldRun> => ({
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

const gateFields = ({ id, text }: Reader): Fields<OldRunGate> => ({
  runId: id("review_run_id"),
  gateId: text("gate_id"),
  gateSha: text("gate_sha"),
});

const reviewFields = ({ handle, id, text, size }: Reader): Fields<OldReview> => ({
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
  isBlank: `trim(coalesce(${text("rationale_markdown")}, ''), ' ' || char(9, 10, 13)) = ''`,
  evidenceSize: size("evidence_json"),
  evidenceIsJson: `coalesce(json_valid(${text("evidence_json")}) AND parses(${text("evidence_json")}), 0)`,
});

const acceptanceFields = ({ id, text }: Reader): Fields<OldAcceptance> => ({
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
