import { createHash } from "node:crypto";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  LedgerNotFoundError,
  LedgerOutdatedError,
  LedgerTooNewError,
  MigrationChangedError,
  NotALedgerError,
} from "../../src/errors.ts";
import { checkVersion, migrate, requireLatest } from "../../src/sqlite/schema/migrate.ts";
import { type Migration, migrations } from "../../src/sqlite/schema/migrations/index.ts";

const latestVersion = migrations.length;
const shaOf = (sql: string) => createHash("sha256").update(sql).digest("hex");
const now = () => "2026-03-01T12:00:00.000Z";
const NEXT = "CREATE TABLE next (id INTEGER);";
const next: Migration = { version: latestVersion + 1, name: "next", sha: shaOf(NEXT), sql: NEXT };
const [first] = migrations;

const describeFile = (sqlite: Database.Database) =>
  [
    sqlite.pragma("user_version", { simple: true }),
    sqlite.pragma("application_id", { simple: true }),
    sqlite.prepare("SELECT type, name, sql FROM sqlite_schema").all(),
    sqlite.prepare("SELECT * FROM ledger_migrations").all(),
  ] as const;

function migrated(steps = migrations) {
  const sqlite = new Database(":memory:");
  migrate(sqlite, "l.sqlite", now, steps);
  return sqlite;
}

it("migrations count from 1 without gaps", () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

it("marks the file as a ledger and records what it applied", () => {
  const [version, applicationId, , history] = describeFile(migrated());
  expect(version).toBe(latestVersion);
  expect(Buffer.from((applicationId as number).toString(16), "hex").toString()).toBe("rvwl");
  expect(history).toEqual(
    migrations.map(({ version: applied, name }) => ({
      version: applied,
      name,
      sha: expect.stringMatching(/^[0-9a-f]{64}$/),
      applied_at: now(),
    })),
  );
});

it("migrating twice is harmless", () => {
  const sqlite = migrated();
  const before = describeFile(sqlite);
  migrate(sqlite, "l.sqlite", () => "2027-01-01T00:00:00.000Z");
  expect(describeFile(sqlite)).toEqual(before);
});

it("applies only what is missing", () => {
  const sqlite = migrated();
  migrate(sqlite, "l.sqlite", () => "2027-01-01T00:00:00.000Z", [...migrations, next]);
  const [version, , , history] = describeFile(sqlite);
  expect(version).toBe(latestVersion + 1);
  expect(history.at(-1)).toMatchObject({ name: "next", applied_at: "2027-01-01T00:00:00.000Z" });
  expect(history).toHaveLength(latestVersion + 1);
});

it("a migration that fails leaves the ledger as it was", () => {
  const sqlite = migrated();
  const before = describeFile(sqlite);
  const broken = { ...next, sql: `${next.sql} CREATE TABLE snapshots (id INTEGER);` };
  expect(() => migrate(sqlite, "l.sqlite", now, [...migrations, broken])).toThrow("already exists");
  expect(describeFile(sqlite)).toEqual(before);
});

describe("an edited migration", () => {
  const edited = migrations.map((step) => ({ ...step, sql: `${step.sql} `, sha: shaOf(`${step.sql} `) }));

  it("has another sha: each that is written down is that of its SQL", () => {
    expect(migrations.map(({ sha }) => sha)).toEqual(migrations.map(({ sql }) => shaOf(sql)));
  });

  it("is refused on a ledger that is up to date", () => {
    expect(() => migrate(migrated(), "l.sqlite", now, edited)).toThrow(MigrationChangedError);
    expect(() => requireLatest(migrated(), "l.sqlite", edited)).toThrow(MigrationChangedError);
  });

  it("is refused before a later one is applied", () => {
    const sqlite = migrated();
    const before = describeFile(sqlite);
    expect(() => migrate(sqlite, "l.sqlite", now, [...edited, next])).toThrow(
      new MigrationChangedError("l.sqlite", 1),
    );
    expect(describeFile(sqlite)).toEqual(before);
  });

  it("is refused when its version changed instead of its text", () => {
    const renumbered = migrations.map((step) => (step === first ? { ...step, version: 7 } : step));
    expect(() => migrate(migrated(), "l.sqlite", now, renumbered)).toThrow(MigrationChangedError);
  });

  it("is refused when the history has a step more", () => {
    const sqlite = migrated();
    sqlite.exec("INSERT INTO ledger_migrations VALUES (9999999, 'theirs', 'x', 'y')");
    expect(() => migrate(sqlite, "l.sqlite", now)).toThrow(new MigrationChangedError("l.sqlite", 9999999));
    expect(() => requireLatest(sqlite, "l.sqlite")).toThrow(MigrationChangedError);
  });

  it("is refused when the history lacks a step", () => {
    const sqlite = migrated();
    sqlite.exec("DELETE FROM ledger_migrations");
    expect(() => migrate(sqlite, "l.sqlite", now)).toThrow(MigrationChangedError);
  });
});

it("a ledger from a newer program is refused and left alone", () => {
  const sqlite = migrated([...migrations, next]);
  const before = describeFile(sqlite);
  const newer = new LedgerTooNewError("l.sqlite", latestVersion + 1, latestVersion);
  expect(() => migrate(sqlite, "l.sqlite", now)).toThrow(newer);
  expect(() => requireLatest(sqlite, "l.sqlite")).toThrow(newer);
  expect(describeFile(sqlite)).toEqual(before);
});

it("another program's database is refused, whatever its version number", () => {
  const sqlite = new Database(":memory:");
  sqlite.exec("CREATE TABLE theirs (id INTEGER); PRAGMA user_version = 1;");
  expect(() => migrate(sqlite, "l.sqlite", now)).toThrow(NotALedgerError);
  expect(() => requireLatest(sqlite, "l.sqlite")).toThrow(NotALedgerError);
  expect(sqlite.prepare("SELECT name FROM sqlite_schema").pluck().all()).toEqual(["theirs"]);
});

const NEVER_ENDS =
  "WITH RECURSIVE forever(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM forever) SELECT n AS id FROM forever";

/** A ledger whose schema another program changed, as a file: that cannot be undone by what is open. */
function changedBy(sql: string): { path: string; sqlite: Database.Database } {
  const path = join(scratchFolder(), "l.sqlite");
  const made = new Database(path);
  migrate(made, path, now);
  made.unsafeMode().pragma("foreign_keys = OFF");
  made.pragma("writable_schema = ON");
  made.exec(sql).close();
  const sqlite = new Database(path);
  onTestFinished(() => void sqlite.close());
  return { path, sqlite };
}

const asView = (name: string, table = name) =>
  `DROP TABLE IF EXISTS ${table}; CREATE VIEW ${name} AS ${NEVER_ENDS}`;
const rewrite = (name: string, from: string, to: string) =>
  `UPDATE sqlite_schema SET sql = replace(sql, '${from}', '${to}') WHERE name = '${name}'`;

it.each([
  ["its view review_runs is not ours", asView("review_runs")],
  ["its view SNAPSHOTS is not ours", asView("SNAPSHOTS")],
  ["its view ledger_migrations is not ours", asView("ledger_migrations")],
  // What an earlier version had.
  ["its view current_gate_acceptances is not ours", `CREATE VIEW current_gate_acceptances AS ${NEVER_ENDS}`],
  ["its table snapshots is not ours", "DROP TABLE snapshots; CREATE VIRTUAL TABLE snapshots USING fts5(sha)"],
  [
    "its table snapshots is not ours",
    "ALTER TABLE snapshots ADD COLUMN long TEXT AS (text LIKE '%a%a%a%a%a%a%b')",
  ],
  ["its table snapshots is not ours", "ALTER TABLE snapshots ADD COLUMN theirs TEXT"],
  ["its table snapshots is not ours", rewrite("snapshots", "PRIMARY KEY", "PRIMARY KEY ON CONFLICT IGNORE")],
  ["its table snapshots is not ours", rewrite("snapshots", ")", " )")],
  ["its table sqlite_sequence is not ours", rewrite("sqlite_sequence", "seq)", "seq CHECK (seq < 9))")],
  [
    "its trigger endless is not ours",
    `CREATE TRIGGER endless AFTER INSERT ON snapshots BEGIN ${NEVER_ENDS}; END`,
  ],
  ["its index theirs is not ours", "CREATE INDEX theirs ON snapshots (text LIKE '%a%a%a%a%a%a%b')"],
  ["its index theirs is not ours", "CREATE UNIQUE INDEX theirs ON acceptance_events ((1))"],
  ["its table theirs is not ours", "CREATE TABLE theirs (id REFERENCES review_runs (id) ON UPDATE CASCADE)"],
  [
    "its index review_runs_open is not ours",
    "DROP INDEX review_runs_open; CREATE INDEX review_runs_open ON review_runs (id)",
  ],
  ["its run_is_kept is missing", "DROP TRIGGER run_is_kept"],
  ["its review_runs_open is missing", "DROP INDEX review_runs_open"],
])(
  "a ledger that differs from what its migrations make is refused before anything is read: %s",
  (what, sql) => {
    const { path, sqlite } = changedBy(sql);
    expect(() => checkVersion(sqlite, path)).toThrow(`is no sound review ledger (${what})`);
    expect(() => requireLatest(sqlite, path)).toThrow(NotALedgerError);
  },
);

it("one of an earlier version is held to what its own migrations make", () => {
  const earlier = migrations.slice(0, -1);
  const sqlite = migrated(earlier);
  expect(checkVersion(sqlite, "l.sqlite")).toBe(earlier.length);
  sqlite.exec("CREATE INDEX theirs ON snapshots (text)");
  expect(() => checkVersion(sqlite, "l.sqlite")).toThrow("its index theirs is not ours");
});

it("a version that none ever had is refused", () => {
  const sqlite = migrated();
  sqlite.pragma("user_version = -1");
  expect(() => checkVersion(sqlite, "l.sqlite")).toThrow(NotALedgerError);
});

it("what SQLite's ANALYZE adds is SQLite's own", () => {
  expect(() => requireLatest(migrated().exec("ANALYZE"), "l.sqlite")).not.toThrow();
});

it("requireLatest refuses what would have to be created or migrated first", () => {
  expect(() => requireLatest(new Database(":memory:"), "l.sqlite")).toThrow(LedgerNotFoundError);
  expect(() => requireLatest(migrated(), "l.sqlite", [...migrations, next])).toThrow(LedgerOutdatedError);
  expect(() => requireLatest(migrated(), "l.sqlite")).not.toThrow();
});
