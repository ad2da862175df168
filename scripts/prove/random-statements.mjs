// Random SQL that writes: mostly almost right, so that much of it gets past the first check.
import fc from "fast-check";
import { MODEL, TABLES, TIME } from "./hostile-values.mjs";

/** Rows that fit what is in the ledger, made of it; the table's columns that are not named are left out. */
const FITTING = {
  run_statuses: ["'aborted' AS status FROM run_statuses"],
  decisions: ["'maybe' AS decision FROM decisions"],
  review_kinds: ["'hearsay' AS review_kind FROM review_kinds"],
  acceptance_kinds: ["'a-nod' AS acceptance_kind FROM acceptance_kinds"],
  review_runs: ["status, completed_at, failure_reason, ", ""].map(
    (end) => `${end}note_path, model_id, runner, reviewed_note_sha, started_at FROM review_runs`,
  ),
  review_run_gates: [
    "id AS review_run_id, 'c' AS gate_id, sha AS gate_sha, 2 AS ordinal FROM review_runs CROSS JOIN snapshots",
  ],
  gate_reviews: ["'full-review'", "'attested'"].map(
    (
      kind,
    ) => `run.id AS review_run_id, note_path, gate_id, model_id, 'pass' AS decision, 'because' AS rationale_markdown, gate_sha,
     reviewed_note_sha, started_at AS reviewed_at, ${kind} AS review_kind
     FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id`,
  ),
  finding_severities: ["'info' AS severity FROM finding_severities"],
  gates_without_quotes: ["review_run_id, gate_id FROM review_run_gates"],
  findings: [
    `id AS gate_review_id, 3 AS ordinal, decision AS severity, 'more' AS message, '0123456789abcdef' AS key FROM gate_reviews`,
    "gate_review_id, 4 AS ordinal, severity, message, key, id AS continues_finding_id FROM findings",
  ],
  finding_quotes: [
    `id AS finding_id, 5 AS ordinal, 'note' AS exact, '' AS prefix, ' ' AS suffix, 0 AS start_offset, 4 AS end_offset,
     1 AS start_line, 1 AS start_column, 1 AS end_line, 5 AS end_column FROM findings`,
  ],
  waiver_kinds: ["'forgotten' AS kind FROM waiver_kinds"],
  waivers: ["'waived' AS kind, severity", "'waived' AS kind, 'fail' AS severity", "'unwaived' AS kind"].map(
    (kind) => `key, ${kind}, 'so' AS reason, '2026-03-01T12:00:00.000Z' AS decided_at FROM findings`,
  ),
  acceptance_events: [
    ...[
      "'full-review'",
      "'attested'",
      "'trivial-change-ack'",
      "'gate-migration'",
      "'migration-import'",
      "'manual-ack'",
    ].map(
      (
        kind,
      ) => `note_path, gate_id, model_id, id AS accepted_review_id, reviewed_note_sha AS accepted_note_sha,
        gate_sha AS accepted_gate_sha, reviewed_at AS accepted_at, ${kind} AS acceptance_kind FROM gate_reviews`,
    ),
    // Of what some event names, whether that is accepted or was taken back already.
    `note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
     'withdrawn' AS acceptance_kind, 'seen again' AS remark FROM acceptance_events`,
  ],
  quarantine_kinds: ["'forgotten' AS kind FROM quarantine_kinds"],
  gate_quarantines: ["'quarantined'", "'lifted'"].map(
    (kind) => `gate_id, gate_sha, model_id, ${kind} AS kind, 'so' AS reason,
     '{"reviews":[' || id || ']}' AS evidence_json, reviewed_at AS decided_at FROM gate_reviews`,
  ),
  opinion_kinds: ["'forgotten' AS kind FROM opinion_kinds"],
  opinions: [
    `id AS finding_id, 'disputed' AS kind, 'm' AS model_id, 'r' AS runner, 'so' AS reason,
     '2026-03-01T12:00:00.000Z' AS said_at FROM findings`,
  ],
  samples: [
    `gate_id, accepted_gate_sha AS gate_sha, model_id, 'x' AS seed, 3 AS population, 1 AS flips_at_most,
     0.95 AS confidence, accepted_at AS taken_at FROM acceptance_events`,
  ],
  sample_reviews: [
    `sample.id AS sample_id, event.id AS acceptance_event_id FROM samples AS sample JOIN acceptance_events AS event
     ON event.gate_id = sample.gate_id`,
  ],
  sampled_acceptances: [
    `event.id AS acceptance_event_id, sample.id AS sample_id FROM samples AS sample JOIN acceptance_events AS event
     ON event.gate_id = sample.gate_id`,
  ],
  snapshots: ["sha, text FROM snapshots"],
  imported_rows: ["sha AS row_sha, 'old' AS old_row, 5 AS review_run_id FROM snapshots"],
};

/** @typedef {keyof typeof TABLES} Table */
const table = fc.constantFrom(.../** @type {Table[]} */ (Object.keys(TABLES)));
const orWhat = fc.constantFrom("", "", " OR REPLACE", " OR IGNORE", " OR FAIL", " OR ROLLBACK");

/** @param {Table} name @returns {Record<string, string[]>} */
const columnsOf = (name) => TABLES[name];

/** Some columns with values. @param {Table} name @param {{ minLength?: number, maxLength: number }} amount */
const settings = (name, amount) =>
  fc.uniqueArray(
    fc
      .constantFrom(...Object.entries(columnsOf(name)))
      .chain(([column, values]) => fc.tuple(fc.constant(column), fc.constantFrom(...values))),
    { selector: ([column]) => column, ...amount },
  );

/** The id of a row that is there, where the table has one. @param {Table} name */
const existing = (name) =>
  fc.integer({ min: 1, max: 14 }).map((id) => ("id" in columnsOf(name) ? [["id", String(id)]] : []));

/** A row that fits, with some columns changed. @param {Table} name */
const insertFitting = (name) =>
  fc
    .record({
      or: orWhat,
      fitting: fc.constantFrom(...FITTING[name]),
      ids: fc.oneof(fc.constant([]), existing(name)),
      changes: fc.oneof(fc.constant([]), settings(name, { maxLength: 3 })),
      offset: fc.nat(19),
      upsert: fc.option(settings(name, { minLength: 1, maxLength: 2 }), { freq: 4 }),
    })
    .map(({ or, fitting, ids, changes, offset, upsert }) => {
      const [list = "", from] = fitting.split(/ FROM (.*)/s);
      const fits = list.split(",").map((part) => {
        const [source = "", column = source] = part.trim().split(" AS ");
        return [column, source];
      });
      const row = Object.fromEntries([...fits, ...ids, ...changes]);
      const doUpdate = upsert ? ` ON CONFLICT DO UPDATE SET ${assign(upsert)}` : "";
      const columns = `${name} (${Object.keys(row)})`;
      return `INSERT${or} INTO ${columns} SELECT ${Object.values(row)} FROM ${from} WHERE true LIMIT 1 OFFSET ${offset}${doUpdate}`;
    });

/** @param {readonly (readonly string[])[]} changes */
const assign = (changes) => changes.map(([column, value]) => `${column} = ${value}`).join(", ");

/** One row by its id, some rows by their values, or all. @param {Table} name */
const condition = (name) =>
  fc
    .oneof(
      { weight: 6, arbitrary: existing(name) },
      { weight: 3, arbitrary: settings(name, { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constant([]) },
    )
    .map((list) =>
      list.length === 0
        ? ""
        : ` WHERE ${list.map(([column, value]) => `${column} IS ${value}`).join(" AND ")}`,
    );

/** @param {Table} name */
const update = (name) =>
  fc
    .tuple(orWhat, settings(name, { minLength: 1, maxLength: 3 }), condition(name))
    .map(([or, changes, where]) => `UPDATE${or} ${name} SET ${assign(changes)}${where}`);

/** What the lifecycle does, too: a run ends. */
const endRun = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom("'completed'", "'failed'"),
    fc.constantFrom("NULL", "'x'"),
  )
  .map(
    ([id, status, reason]) =>
      `UPDATE review_runs SET status = ${status}, completed_at = ${TIME[0]}, failure_reason = ${reason} WHERE id = ${id}`,
  );

/** And it gets another partition. */
const rekey = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...MODEL))
  .map(([id, model]) => `UPDATE review_runs SET model_id = ${model} WHERE id = ${id}`);

/** Or a row takes the id of another. */
const takeOver = fc
  .tuple(fc.constantFrom("review_runs", "gate_reviews", "acceptance_events"), fc.nat(14), fc.nat(14))
  .map(([name, from, to]) => `UPDATE OR REPLACE ${name} SET id = ${to} WHERE id = ${from}`);

/** @param {Table} name */
const remove = (name) => condition(name).map((where) => `DELETE FROM ${name}${where}`);

/** One random statement that writes. */
export const statements = fc.oneof(
  { weight: 6, arbitrary: table.chain(insertFitting) },
  { weight: 5, arbitrary: table.chain(update) },
  { weight: 2, arbitrary: table.chain(remove) },
  { weight: 2, arbitrary: endRun },
  { weight: 1, arbitrary: rekey },
  { weight: 1, arbitrary: takeOver },
);

/** The same, of which most write to one table: by that a trigger of it is missed the sooner. @param {string} table @param {fc.Arbitrary<string>} all */
export function mostlyAbout(table, all) {
  const writesThere = new RegExp(`(?:INTO|UPDATE(?: OR \\w+)?|FROM|TRUNCATE) ${table}\\b`);
  const there = all.filter((sql) => writesThere.test(sql));
  return fc.oneof({ weight: 3, arbitrary: there }, { weight: 1, arbitrary: all });
}

/** What a row of a table is known by on a server, where an upsert has to say so. @param {string} table */
const keyOf = (table) =>
  "id" in columnsOf(/** @type {Table} */ (table))
    ? "id"
    : Object.keys(columnsOf(/** @type {Table} */ (table)))
        .slice(0, 2)
        .join(", ");
const OTHER_KEYS = new Map([
  ["snapshots", "sha"],
  ["sampled_acceptances", "acceptance_event_id"],
]);

/** A statement as PostgreSQL understands it. @param {string} sql */
function asPostgres(sql) {
  const [, table = ""] = /(?:INTO|UPDATE(?: OR \w+)?|FROM) (\w+)/.exec(sql) ?? [];
  return sql
    .replace(/^(INSERT|UPDATE) OR \w+/, "$1")
    .replaceAll(/(\w+) IS (?!NULL)/g, "$1 IS NOT DISTINCT FROM ")
    .replaceAll("x'00'", "'\\x00'::bytea")
    .replace(" ON CONFLICT DO UPDATE", ` ON CONFLICT (${OTHER_KEYS.get(table) ?? keyOf(table)}) DO UPDATE`);
}

/** A run that ends together with its acceptances, as a server wants it; the kind may be another one. */
const endAccepted = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom("review_kind", "review_kind", "'full-review'", "'manual-ack'"),
  )
  .map(
    ([
      id,
      kind,
    ]) => `UPDATE review_runs SET status = 'completed', completed_at = ${TIME[0]} WHERE id = ${id} AND status = 'running';
  INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
      acceptance_kind)
    SELECT note_path, gate_id, model_id, id, reviewed_note_sha, gate_sha, ${TIME[0]}, ${kind} FROM gate_reviews WHERE review_run_id = ${id}`,
  );

/** Tables of words are of SQLite alone, and what was imported has no key. */
const isOfSqlite = (/** @type {string} */ sql) =>
  /\b(?:INTO|UPDATE(?: OR \w+)?|DELETE FROM) \w+_(?:statuses|decisions|kinds|severities)\b|\bdecisions\b|imported_rows.* ON CONFLICT/s.test(
    sql,
  );

/** One random statement that writes, or two, as PostgreSQL understands them. */
export const postgresStatements = fc.oneof(
  { weight: 20, arbitrary: statements.filter((sql) => !isOfSqlite(sql)).map(asPostgres) },
  { weight: 2, arbitrary: endAccepted },
  {
    weight: 1,
    arbitrary: table.filter((name) => !isOfSqlite(`INTO ${name}`)).map((name) => `TRUNCATE ${name} CASCADE`),
  },
);
