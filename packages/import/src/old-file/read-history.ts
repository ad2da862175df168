import { parseJson } from "@review/db/guards";
import type { Database } from "better-sqlite3";
import { findOddColumns, type OldColumns, type OldTable } from "./old-columns.ts";
import {
  acceptanceFields,
  gateFields,
  type OldHistory,
  type Row,
  reviewFields,
  runFields,
  type Selector,
  selector,
} from "./old-rows.ts";

/** Reads every row without its long texts. A column that is missing is null in every row. */
export function readHistory(sqlite: Database, columns: OldColumns): OldHistory {
  // SQLite takes `{} NUL x` for JSON, which nobody else does.
  sqlite.function("parses", { deterministic: true }, (text) => Number(parseJson(String(text)) !== undefined));
  const once = onceEach();
  const all = <Fields extends (select: Selector) => object>(
    table: OldTable,
    order: string,
    fields: Fields,
  ): Row<Fields>[] => {
    if (columns.found[table].size === 0) return [];
    const selected = Object.entries<string>({ ...fields(selector(columns, table)) });
    const names = selected.map(([name]) => name);
    const sql = selected.map(([, column]) => column).join(", ");
    const rows: Row<Fields>[] = [];
    // Arrays made into objects here take half the time of objects made by the driver (measured).
    const statement = sqlite.prepare<[], unknown[]>(`SELECT ${sql} FROM ${table} ORDER BY ${order}`).raw();
    for (const values of statement.iterate()) rows.push(zip<Row<Fields>>(names, values, once));
    return rows;
  };
  const inOrder = (table: OldTable, ...order: string[]) =>
    [...order.filter((column) => columns.found[table].has(column)), columns.handle[table]].join(", ");
  return {
    runs: all("review_runs", inOrder("review_runs", "id"), runFields),
    gates: all("review_run_gates", gateOrder(columns), gateFields),
    reviews: all("gate_reviews", inOrder("gate_reviews", "id"), reviewFields),
    acceptances: all("acceptance_events", inOrder("acceptance_events", "id"), acceptanceFields),
    missing: columns.missing,
    unknown: columns.unknown,
    odd: findOddColumns(sqlite, columns),
  };
}

function zip<Made>(
  names: readonly string[],
  values: readonly unknown[],
  once: (value: unknown) => unknown,
): Made {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = once(values[index]);
  return row as Made;
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
