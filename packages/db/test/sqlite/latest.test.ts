import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { historyDigest, isLatest, LATEST, schemaDigest } from "../../src/sqlite/schema/latest.ts";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { migrations } from "../../src/sqlite/schema/migrations/index.ts";

function migrated(steps = migrations) {
  const sqlite = new Database(":memory:");
  migrate(sqlite, ":memory:", () => "2026-03-01T12:00:00.000Z", steps);
  return sqlite;
}

it("what tells the newest version is what its migrations make", () => {
  const sqlite = migrated();
  expect({
    version: migrations.length,
    schema: schemaDigest(sqlite),
    history: historyDigest(sqlite),
  }).toEqual(LATEST);
  expect(isLatest(sqlite)).toBe(true);
});

it("a ledger that came there by steps is as good as one made at once", () => {
  const sqlite = migrated(migrations.slice(0, 4));
  expect(isLatest(sqlite)).toBe(false);
  migrate(sqlite, ":memory:", () => "2027-03-01T12:00:00.000Z");
  expect(isLatest(sqlite.exec("VACUUM"))).toBe(true);
});

it.each([
  ["an empty file", new Database(":memory:")],
  ["one of an earlier version", migrated(migrations.slice(0, -1))],
])("%s is not", (_, sqlite) => {
  expect(isLatest(sqlite)).toBe(false);
});

it.each([
  "PRAGMA application_id = 1",
  `PRAGMA user_version = ${LATEST.version - 1}`,
  `PRAGMA user_version = ${LATEST.version + 1}`,
  "CREATE TABLE theirs (id INTEGER)",
  "DROP TRIGGER run_is_kept",
  "DROP INDEX review_runs_open; CREATE INDEX review_runs_open ON review_runs (id)",
  "UPDATE ledger_migrations SET sha = 'x' WHERE version = 3",
  `INSERT INTO ledger_migrations VALUES (${LATEST.version + 1}, 'more', 'x', '2026-03-01T12:00:00.000Z')`,
  `DELETE FROM ledger_migrations WHERE version = ${LATEST.version}`,
])("nor one after: %s", (sql) => {
  expect(isLatest(migrated().exec(sql))).toBe(false);
});

it("looks at nothing but the schema of a file whose schema is not ours", () => {
  const endless = `CREATE VIEW ledger_migrations AS WITH RECURSIVE n(version, sha) AS
    (SELECT 1, 'x' UNION ALL SELECT version + 1, sha FROM n) SELECT max(version) AS version, sha FROM n`;
  const sqlite = migrated().exec(`DROP TABLE ledger_migrations; ${endless}`);
  expect(isLatest(sqlite)).toBe(false);
});
