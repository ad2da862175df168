import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { openConnection } from "../../src/sqlite/open-connection.ts";
import { ACCEPTING_TRIGGER } from "../../src/sqlite/schema/migrations/0014-accepted-with-its-run.ts";
import { withoutTriggers } from "../../src/sqlite/schema/without-triggers.ts";

export const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const NOTE = quote(sha("note"));
export const GATE_A = quote(sha("gate a"));
export const GATE_B = quote(sha("gate b"));
export const UNKNOWN_SHA = quote(sha("nowhere"));
export const TIME = "'2026-03-01T12:00:00.000Z'";

/** Column values as SQL text. */
type Row = Record<string, string>;

/** A key of a finding: its one digit, 16 times. */
export const key = (digit: string) => quote(digit.repeat(16));

/** A good row of each table, for the ledger that `hostileLedger` makes; each bad one differs in what it is about. */
const goodRows = {
  review_runs: {
    note_path: "'n.md'",
    model_id: "'m'",
    runner: "'r'",
    reviewed_note_sha: NOTE,
    started_at: TIME,
  },
  review_run_gates: { review_run_id: "5", gate_id: "'c'", gate_sha: GATE_B, ordinal: "1" },
  gate_reviews: {
    review_run_id: "1",
    note_path: "'n.md'",
    gate_id: "'b'",
    model_id: "'m'",
    decision: "'pass'",
    rationale_markdown: "'because'",
    gate_sha: GATE_B,
    reviewed_note_sha: NOTE,
    reviewed_at: TIME,
    review_kind: "'full-review'",
  },
  acceptance_events: {
    note_path: "'n.md'",
    gate_id: "'b'",
    model_id: "'m'",
    accepted_review_id: "3",
    accepted_note_sha: NOTE,
    accepted_gate_sha: GATE_B,
    accepted_at: TIME,
    acceptance_kind: "'full-review'",
  },
  snapshots: { sha: quote(sha("new")), text: "'new'" },
  gates_without_quotes: { review_run_id: "5", gate_id: "'a'" },
  findings: {
    gate_review_id: "9",
    ordinal: "1",
    severity: "'fail'",
    message: "'wrong'",
    suggestion: "'right'",
    key: key("c"),
    continues_finding_id: "NULL",
  },
  finding_quotes: {
    finding_id: "2",
    ordinal: "1",
    exact: "'ot'",
    prefix: "'n'",
    suffix: "'e'",
    start_offset: "1",
    end_offset: "3",
    start_line: "1",
    start_column: "2",
    end_line: "1",
    end_column: "4",
  },
  waivers: {
    key: key("e"),
    kind: "'waived'",
    severity: "'fail'",
    reason: "'as it is meant'",
    author: "'owner'",
    until_date: "'2028-02-29'",
    decided_at: TIME,
  },
  gate_quarantines: {
    gate_id: "'a'",
    gate_sha: GATE_A,
    model_id: "'m'",
    kind: "'quarantined'",
    reason: "'finds nothing'",
    evidence_json: `'{"reviews": [2]}'`,
    decided_at: TIME,
  },
} satisfies Record<string, Row>;

/** An INSERT of the table's good row with some columns changed. */
export function insert(table: keyof typeof goodRows, changes: Row = {}, verb = "INSERT"): string {
  const row = Object.entries({ ...goodRows[table], ...changes });
  return `${verb} INTO ${table} (${row.map(([column]) => column)}) VALUES (${row.map(([, value]) => value)})`;
}

/** One INSERT of several rows as `insert` makes them; all changes name the same columns. */
export function insertTogether(table: keyof typeof goodRows, ...rows: readonly Row[]): string {
  const [first = "", ...others] = rows.map((row) => insert(table, row));
  return [first, ...others.map((sql) => sql.slice(sql.indexOf(" VALUES ") + 8))].join(", ");
}

const shaOf = (gate: "a" | "b") => (gate === "a" ? GATE_A : GATE_B);
const request = (run: number, gate: "a" | "b") =>
  insert("review_run_gates", {
    review_run_id: `${run}`,
    gate_id: `'${gate}'`,
    gate_sha: shaOf(gate),
    ordinal: gate === "a" ? "0" : "1",
  });
const review = (run: number, gate: "a" | "b", changes: Row = {}) =>
  insert("gate_reviews", {
    review_run_id: `${run}`,
    gate_id: `'${gate}'`,
    gate_sha: shaOf(gate),
    ...changes,
  });
const attested = { review_kind: "'attested'" };
const finding = (review: string, digit: string, severity = "warn") =>
  insert("findings", { gate_review_id: review, ordinal: "0", severity: quote(severity), key: key(digit) });
export const end = (run: number, status: string, changes = "") =>
  `UPDATE review_runs SET status = '${status}', completed_at = ${TIME}${changes} WHERE id = ${run}`;

/**
 * Run 1 is running with a of a, b reviewed (review 1); run 2 is completed with both reviewed (reviews 2, 3), of
 * which 2 is accepted (event 1); run 3 has failed with an error on a (review 4) and a fail on b (5); run 4 is
 * running with nothing reviewed; run 5 is running with gate a alone, nothing reviewed; run 6 is running with
 * both reviewed, a with an error (6) and b with a pass (7); run 7 is running without gates; run 8 is running with
 * gate a alone, reviewed with a pass (8): it could complete; run 9 is running with both reviewed, a with a fail (9) and b with
 * a warn (10). Three runs are of the runner `lock`: run 10 is running with gate a, nothing reviewed; run 11 is completed with
 * a (11, a pass) and b (12, a warn) attested, none accepted; run 12 is running with a attested (13).
 *
 * Review 3 has finding 1 (key a, a warn), review 9 has finding 2 (key b, a warn), each with one quote, and review 5 has finding 3 (key e, a
 * fail) without. Gate b of run 4 and gate a of run 2 need no quotes. The finding of key a was waived (1), and is no more (5). Gate a was
 * quarantined by review 2 (1), and that is lifted (5).
 */
export const seed = [
  ...["note", "gate a", "gate b"].map((text) =>
    insert("snapshots", { sha: quote(sha(text)), text: quote(text) }),
  ),
  ...Array.from({ length: 9 }, () => insert("review_runs")),
  ...Array.from({ length: 3 }, () => insert("review_runs", { runner: "'lock'" })),
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12].map((run) => request(run, "a")),
  ...[1, 2, 3, 4, 6, 9, 11].map((run) => request(run, "b")),
  insert("gates_without_quotes", { review_run_id: "4", gate_id: "'b'" }),
  insert("gates_without_quotes", { review_run_id: "2" }),
  review(1, "a"),
  review(2, "a"),
  review(2, "b", { decision: "'warn'" }),
  review(3, "a", { decision: "'error'" }),
  review(3, "b", { decision: "'fail'" }),
  review(6, "a", { decision: "'error'" }),
  review(6, "b"),
  review(8, "a"),
  review(9, "a", { decision: "'fail'" }),
  review(9, "b", { decision: "'warn'" }),
  review(11, "a", attested),
  review(11, "b", { ...attested, decision: "'warn'" }),
  review(12, "a", attested),
  finding("3", "a"),
  finding("9", "b"),
  finding("5", "e", "fail"),
  ...["1", "2"].map((id) => insert("finding_quotes", { finding_id: id, ordinal: "0" })),
  end(2, "completed"),
  end(11, "completed"),
  end(3, "failed", ", failure_reason = 'gave up'"),
  insert("waivers", { key: key("a"), severity: "'warn'" }),
  insert("waivers", { id: "5", key: key("a"), kind: "'unwaived'", severity: "NULL", until_date: "NULL" }),
  insert("gate_quarantines"),
  insert("gate_quarantines", { id: "5", kind: "'lifted'" }),
  insert("acceptance_events", {
    gate_id: "'a'",
    accepted_review_id: "2",
    accepted_gate_sha: GATE_A,
  }),
].join(";\n");

const image = await (async () => {
  const now = () => new Date().toISOString();
  const { sqlite } = await openConnection(":memory:", { readOnly: false, now });
  // Runs of these rows are completed without an acceptance, as they may be in a ledger of an earlier version.
  sqlite.transaction(() =>
    withoutTriggers(
      sqlite,
      ({ name }) => name === ACCEPTING_TRIGGER,
      () => sqlite.exec(seed),
    ),
  )();
  const image = sqlite.serialize();
  sqlite.close();
  return image;
})();

/** A private copy of that ledger, as a plain SQLite shell sees it. */
export function hostileLedger({ foreignKeys }: { foreignKeys: boolean }): Database.Database {
  const sqlite = new Database(image);
  sqlite.pragma(`foreign_keys = ${foreignKeys ? "ON" : "OFF"}`);
  return sqlite;
}

/** Every row of the ledger. */
export function dump(sqlite: Database.Database): unknown {
  return Object.fromEntries(
    Object.keys(goodRows).map((table) => [table, sqlite.prepare(`SELECT * FROM ${table}`).all()]),
  );
}
