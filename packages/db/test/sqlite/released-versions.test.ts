import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { LedgerUnavailableError } from "../../src/errors.ts";
import { openLedger } from "../../src/open-ledger.ts";
import {
  acceptancesOf,
  inspectLedger,
  listAcceptanceEvents,
  listFindingKeys,
  verifyLedger,
} from "../../src/reads.ts";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { type Migration, migrations } from "../../src/sqlite/schema/migrations/index.ts";
import { recordWaivers } from "../../src/transitions.ts";
import type { ModelId } from "../../src/vocabulary.ts";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const released = readdirSync(fixtures).filter((name) => /^ledger-v\d+\.sql$/.test(name));
const now = () => "2027-01-01T00:00:00.000Z";
const latest = migrations.length;
const next: Migration = {
  version: latest + 1,
  name: "next",
  sha: "0".repeat(64),
  sql: "CREATE TABLE next (id INTEGER);",
};

const TABLES = ["snapshots", "review_runs", "review_run_gates", "gate_reviews", "acceptance_events"];
const FINDING_TABLES = ["gates_without_quotes", "findings", "finding_quotes"];

/** The ledger that a fixture describes, as a file. */
function restore(fixture: string): string {
  const path = join(scratchFolder(), "ledger.sqlite");
  const sqlite = new Database(path);
  sqlite.exec(readFileSync(join(fixtures, fixture), "utf8"));
  sqlite.close();
  return path;
}

/** Its rows, and which ids come next. */
function rowsOf(path: string): unknown[] {
  const sqlite = new Database(path, { readonly: true });
  const questions = TABLES.map((table) => `SELECT * FROM ${table}`);
  questions.push("SELECT * FROM sqlite_sequence ORDER BY name");
  const rows = questions.map((sql) => sqlite.prepare(sql).all());
  sqlite.close();
  return rows;
}

function migrateFile(path: string, steps: readonly Migration[]): void {
  const sqlite = new Database(path);
  try {
    sqlite.pragma("journal_mode = WAL");
    migrate(sqlite, path, now, steps);
  } finally {
    sqlite.close();
  }
}

it("every version before this one has a fixture", () => {
  const earlier = migrations.slice(0, -1).map(({ version }) => `ledger-v${version}.sql`);
  expect(released).toEqual(expect.arrayContaining(earlier));
});

it("the migration to lookup words keeps what an import brought, with foreign keys on and off", () => {
  for (const foreignKeys of ["ON", "OFF"]) {
    const path = restore("ledger-v4.sql");
    const sqlite = new Database(path);
    sqlite.pragma(`foreign_keys = ${foreignKeys}`);
    const tables = ["imported_rows", "current_acceptances"];
    const rows = () => tables.map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all());
    const before = rows();
    migrate(sqlite, path, now, migrations.slice(0, 5));
    expect(rows()).toEqual(before);
    expect(before.every((each) => each.length > 0)).toBe(true);
    expect(sqlite.pragma("foreign_key_check")).toEqual([]);
    sqlite.close();
  }
});

it("the migration to freshness by content knows every version that was ever accepted", async () => {
  await using ledger = await openLedger(restore("ledger-v5.sql"));
  const events = await listAcceptanceEvents(ledger, { notePath: "notes/fifth.md" });
  const shas = events.map(({ acceptedNoteSha }) => acceptedNoteSha);
  expect(new Set(shas).size).toBe(2);
  const notes = shas.map((noteSha) => ({ notePath: "notes/fifth.md", noteSha }));
  const accepted = [];
  for await (const batch of acceptancesOf(ledger, "opus" as ModelId, notes)) {
    accepted.push(...batch.map((each) => [...each.accepted]));
  }
  expect(accepted).toEqual(events.map(({ gateId, acceptedGateSha }) => [[gateId, [acceptedGateSha]]]));
});

it("the migration to waivers keeps findings and quotes, and one of them can be waived", async () => {
  const path = restore("ledger-v7.sql");
  const rows = () => {
    const sqlite = new Database(path);
    const all = FINDING_TABLES.map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all());
    sqlite.close();
    return all;
  };
  const before = rows();
  expect(before.every((each) => each.length > 0)).toBe(true);
  await using ledger = await openLedger(path);
  expect(rows()).toEqual(before);
  const [key = ""] = await listFindingKeys(ledger, "0123");
  const waived = { key, kind: "waived", severity: "fail", reason: "so" } as const;
  expect(await recordWaivers(ledger, [key], () => [waived])).toEqual([1]);
});

it("the migration to severities lets a waiver cover what had been found by then, and no more, and ids go on", async () => {
  for (const foreignKeys of ["ON", "OFF"]) {
    const path = restore("ledger-v8.sql");
    const sqlite = new Database(path);
    sqlite.pragma(`foreign_keys = ${foreignKeys}`);
    const before = sqlite.prepare("SELECT * FROM waivers").all();
    migrate(sqlite, path, now, migrations.slice(0, 9));
    const columns = "id, key, kind, reason, author, until_date, decided_at";
    expect(sqlite.prepare(`SELECT ${columns} FROM waivers`).all()).toEqual(before);
    // The first was found to be a fail after it was waived, the third was one before; the second and fifth are a warning.
    const covered = sqlite.prepare("SELECT severity FROM waivers ORDER BY id").pluck().all();
    expect(covered).toEqual(["warn", "warn", "fail", null, "warn"]);
    expect(sqlite.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'waivers'").pluck().get()).toBe(5);
    expect(sqlite.pragma("foreign_key_check")).toEqual([]);
    sqlite.close();
  }
});

it("the migration to attested reviews keeps runs whose runner had the label of the lock, and no more are made of them", () => {
  const path = restore("ledger-v9.sql");
  const sqlite = new Database(path);
  const ofLock =
    "SELECT count(*) FROM gate_reviews JOIN review_runs AS run ON run.id = review_run_id WHERE runner = 'lock'";
  migrate(sqlite, path, now, migrations.slice(0, 10));
  expect(sqlite.prepare(ofLock).pluck().get()).toBe(2);
  const accept = (kind: string) =>
    sqlite.exec(`INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
        accepted_gate_sha, accepted_at, acceptance_kind)
      SELECT note_path, gate_id, model_id, review.id, reviewed_note_sha, gate_sha, reviewed_at, '${kind}'
      FROM gate_reviews AS review ORDER BY review.id DESC LIMIT 1`);
  for (const kind of ["attested", "full-review"]) expect(() => accept(kind)).toThrow(/accepted by itself/);
  sqlite.close();
});

describe.each(released)("a copy of %s", (fixture) => {
  it("opens, keeps its rows and all rules", async () => {
    const path = restore(fixture);
    const before = rowsOf(path);
    await using ledger = await openLedger(path);
    expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await inspectLedger(ledger)).toMatchObject({ damage: [], dangling: [] });
    expect(rowsOf(path)).toEqual(before);
  });

  it("is backed up, for its owner only, before it is migrated, and once", () => {
    const path = restore(fixture);
    const version = Number(/\d+/.exec(fixture));
    const before = rowsOf(path);
    migrateFile(path, [...migrations, next]);
    const backup = `${path}.v${version}.bak`;
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(rowsOf(path)).toEqual(before);
    expect(rowsOf(backup)).toEqual(before);
    const copy = new Database(backup);
    expect(copy.pragma("user_version", { simple: true })).toBe(version);
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    copy.close();

    const made = statSync(backup).mtimeMs;
    migrateFile(path, [...migrations, next]);
    expect(statSync(backup).mtimeMs).toBe(made);
    expect(readdirSync(join(path, "..")).filter((name) => name.includes(".bak"))).toEqual([
      `ledger.sqlite.v${version}.bak`,
    ]);
  });
});

it("what a killed process left of a backup is no hindrance", () => {
  const path = restore("ledger-v1.sql");
  const before = rowsOf(path);
  new Database(`${path}.v1.bak.tmp`).exec("CREATE TABLE half (id INTEGER)").close();
  migrateFile(path, [...migrations, next]);
  expect(rowsOf(`${path}.v1.bak`)).toEqual(before);
});

it("a ledger that cannot be backed up is not migrated", () => {
  const path = restore("ledger-v1.sql");
  mkdirSync(join(`${path}.v1.bak`, "in the way"), { recursive: true });
  expect(() => migrateFile(path, [...migrations, next])).toThrow(LedgerUnavailableError);
  const sqlite = new Database(path);
  expect(sqlite.pragma("user_version", { simple: true })).toBe(1);
  sqlite.close();
  expect(existsSync(`${path}.v1.bak.tmp`)).toBe(false);
});
