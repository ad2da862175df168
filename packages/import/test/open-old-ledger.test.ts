import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "@review/db";
import { journalThatDeletes } from "@review/test-kit/journal-that-deletes.mjs";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openOldLedger } from "../src/index.ts";

const SCHEMA = `
  CREATE TABLE review_runs (id INTEGER PRIMARY KEY, note_path TEXT, status TEXT, raw_bundle_markdown TEXT);
  CREATE TABLE gate_reviews (id INTEGER PRIMARY KEY, review_run_id INTEGER, rationale_markdown TEXT, evidence_json TEXT);
  INSERT INTO review_runs VALUES (2, 'b.md', 'completed', 'bundle b'), (10, 'a.md', 'running', NULL);
  INSERT INTO gate_reviews VALUES (1, 10, ' ' || char(10), '{}' || char(0)), (2, 2, 'text', '[1]');`;

/** An old file; `leave` can do more to it, and decides how it is left. */
function oldFile(leave: (sqlite: Database.Database) => void = (sqlite) => void sqlite.close()): string {
  const path = join(scratchFolder(), "old.sqlite");
  const sqlite = new Database(path);
  sqlite.exec(SCHEMA);
  leave(sqlite);
  return path;
}

const changed = (sql: string) => oldFile((sqlite) => void sqlite.exec(sql).close());

/** A copy, with one of its side files, of a file that somebody still has open. */
function copyOfOpenFile(suffix: string, use: (sqlite: Database.Database) => void): string {
  const copy = join(scratchFolder(), "old.sqlite");
  const path = oldFile((sqlite) => sqlite.close());
  const sqlite = new Database(path);
  use(sqlite);
  for (const part of ["", suffix]) copyFileSync(path + part, copy + part);
  sqlite.close();
  return copy;
}

/** Every file in the folder of a file, with its content. */
function surroundings(path: string): string[] {
  const folder = join(path, "..");
  return readdirSync(folder).map((name) => {
    const sha = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    return `${name} ${sha}`;
  });
}

// Copies are looked for there, and other programs make some of their own.
beforeEach(() => {
  vi.stubEnv("TMPDIR", scratchFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it("deletes no file that a journal beside it names", () => {
  const path = oldFile();
  const victim = join(scratchFolder(), "victim");
  writeFileSync(victim, "precious");
  writeFileSync(`${path}-journal`, journalThatDeletes(victim));
  expect(() => openOldLedger(path)).toThrow("names another file, which SQLite would delete");
  expect(readFileSync(victim, "utf8")).toBe("precious");
  expect(copies()).toEqual([]);
});

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith("review-import-"));

it("gives every row in the order of ids, as texts, with the sizes of its long texts", () => {
  using old = openOldLedger(oldFile());
  const { runs, reviews, gates, acceptances } = old.readHistory();
  expect(runs).toMatchObject([
    { handle: 2, id: "2", notePath: "b.md", status: "completed", modelId: null, rawBundleSize: 8 },
    { handle: 10, id: "10", notePath: "a.md", status: "running", rawBundleSize: null },
  ]);
  expect(reviews).toMatchObject([
    { id: "1", runId: "10", isBlank: 1, evidenceIsJson: 0, evidenceSize: 3 },
    { id: "2", runId: "2", isBlank: 0, evidenceIsJson: 1, evidenceSize: 3 },
  ]);
  expect([gates, acceptances]).toEqual([[], []]);
});

it("gives the long texts of one row at a time", () => {
  using old = openOldLedger(oldFile());
  expect(old.readRunTexts(2)).toEqual({ rawBundle: "bundle b", debugLog: null });
  expect(old.readReviewTexts(2)).toEqual({ rationale: "text", evidence: "[1]" });
  expect(old.readRunTexts(77)).toEqual({ rawBundle: null, debugLog: null });
});

it("names what is missing and what is unknown", () => {
  const path = oldFile((sqlite) => {
    sqlite.exec("CREATE TABLE notes (id); ALTER TABLE review_runs ADD COLUMN Cost_USD REAL");
    sqlite.close();
  });
  using old = openOldLedger(path);
  const { missing, unknown } = old.readHistory();
  expect(missing).toContain("acceptance_events");
  expect(missing).toContain("review_runs.telemetry_json");
  expect(unknown).toEqual(["notes", "review_runs.cost_usd"]);
});

it("a table without rowid is read by its id", () => {
  const path = oldFile((sqlite) => {
    sqlite.exec(`DROP TABLE review_runs;
      CREATE TABLE review_runs (id TEXT PRIMARY KEY, raw_bundle_markdown TEXT) WITHOUT ROWID;
      CREATE TABLE review_run_gates (review_run_id, gate_id, ordinal, PRIMARY KEY (review_run_id, gate_id)) WITHOUT ROWID;
      INSERT INTO review_runs VALUES ('x', 'bundle');
      INSERT INTO review_run_gates VALUES (2, 'a', 1), (2, 'b', 0);`);
    sqlite.close();
  });
  using old = openOldLedger(path);
  const { runs, gates } = old.readHistory();
  expect(gates.map(({ gateId }) => gateId)).toEqual(["b", "a"]);
  expect(old.readRunTexts(runs[0]?.handle ?? "")).toMatchObject({ rawBundle: "bundle" });
});

describe("nothing is written into or beside", () => {
  it.each<[what: string, path: () => string]>([
    ["a plain file", () => oldFile()],
    [
      "a file in WAL mode",
      () =>
        oldFile((sqlite) => {
          sqlite.pragma("journal_mode = WAL");
          sqlite.close();
        }),
    ],
    [
      "a file whose last changes are still in its WAL",
      () => {
        return copyOfOpenFile("-wal", (sqlite) => {
          sqlite.pragma("journal_mode = WAL");
          sqlite.exec("DELETE FROM review_runs; INSERT INTO review_runs (id) VALUES (1), (2)");
        });
      },
    ],
    [
      "a file that was left in the middle of a change",
      () =>
        copyOfOpenFile("-journal", (sqlite) => {
          // So little memory makes SQLite write before the end of the transaction.
          sqlite.pragma("cache_size = 1");
          sqlite.exec("BEGIN; DELETE FROM review_runs");
          sqlite.exec(
            `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             INSERT INTO gate_reviews (rationale_markdown) SELECT hex(zeroblob(500)) FROM n`,
          );
        }),
    ],
  ])("%s", (_, makeFile) => {
    const path = makeFile();
    const before = surroundings(path);
    {
      using old = openOldLedger(path);
      expect(old.readHistory().runs).toHaveLength(2);
      expect(surroundings(path)).toEqual(before);
    }
    expect(surroundings(path)).toEqual(before);
    expect(copies()).toEqual([]);
  });
});

it("leaves no copy behind, even if this process is killed", () => {
  const path = oldFile((sqlite) => {
    sqlite.pragma("journal_mode = WAL");
    sqlite.close();
  });
  using old = openOldLedger(path);
  if (process.platform !== "win32") expect(copies()).toEqual([]);
  expect(old.readHistory().runs).toHaveLength(2);
});

it("values that the tables themselves forbid are no damage", () => {
  const path = oldFile((sqlite) => {
    sqlite.pragma("ignore_check_constraints = ON");
    sqlite.exec(`CREATE TABLE acceptance_events (id INTEGER PRIMARY KEY, note_path TEXT CHECK (note_path <> ''));
      INSERT INTO acceptance_events VALUES (1, '')`);
    sqlite.close();
  });
  using old = openOldLedger(path);
  expect(old.readHistory().acceptances).toHaveLength(1);
});

it("sees the file as it was when it was opened, whoever writes meanwhile", () => {
  const path = oldFile();
  using old = openOldLedger(path);
  const writer = new Database(path, { timeout: 0 });
  expect(() => writer.exec("DELETE FROM review_runs")).toThrow("locked");
  writer.close();
  expect(old.readHistory().runs).toHaveLength(2);
});

it("asks no CHECK of the file, which might never end", () => {
  // In WAL mode it is copied; of a file that SQLite may not write, it does not even read CHECKs.
  const path = changed(`PRAGMA journal_mode = WAL;
    CREATE TABLE acceptance_events (id INTEGER PRIMARY KEY, gate_id TEXT);
    INSERT INTO acceptance_events (gate_id) VALUES ('a')`);
  const sqlite = new Database(path);
  sqlite.unsafeMode().pragma("writable_schema = ON");
  // An error as soon as it is asked.
  sqlite.exec(
    "UPDATE sqlite_schema SET sql = replace(sql, 'gate_id TEXT', 'gate_id TEXT CHECK (abs(-9223372036854775807 - 1))')",
  );
  sqlite.close();
  using old = openOldLedger(path);
  expect(old.readHistory().acceptances).toHaveLength(1);
});

it.skipIf(process.platform === "win32").each(["-wal", "-journal", "-shm"])(
  "does not wait at a pipe in the place of its %s",
  (suffix) => {
    for (const mode of ["WAL", "DELETE"]) {
      const path = changed(`PRAGMA journal_mode = ${mode}`);
      execFileSync("mkfifo", [path + suffix]);
      expect(() => openOldLedger(path)).toThrow(`${path}${suffix} is not a file: move it away`);
      expect(copies()).toEqual([]);
    }
  },
);

it("does not copy a log without end", () => {
  const path = changed("PRAGMA journal_mode = DELETE");
  writeFileSync(`${path}-wal`, "");
  // A file of holes takes no room; a copy of it might.
  truncateSync(`${path}-wal`, 2_000_000_000);
  expect(() => openOldLedger(path)).toThrow("more than 2 GB would have to be copied");
  expect(copies()).toEqual([]);
});

it.skipIf(process.platform === "win32")("reads what a link leads to, with the log that lies there", () => {
  const path = copyOfOpenFile("-wal", (sqlite) => {
    sqlite.pragma("journal_mode = WAL");
    sqlite.exec("DELETE FROM review_runs");
  });
  const link = join(scratchFolder(), "link.sqlite");
  symlinkSync(path, link);
  using old = openOldLedger(link);
  expect(old.readHistory().runs).toEqual([]);
});

describe("refuses", () => {
  it.each<[what: string, code: string, message: RegExp, path: () => string]>([
    [
      "no file",
      "old-ledger-not-found",
      /there is no file .*nothing.sqlite/,
      () => join(scratchFolder(), "nothing.sqlite"),
    ],
    ["a folder", "not-an-old-ledger", /is not a file/, () => scratchFolder()],
    [
      "another kind of file",
      "not-an-old-ledger",
      /is not a database/,
      () => {
        const path = join(scratchFolder(), "notes.md");
        writeFileSync(path, "# Not a database\n".repeat(100));
        return path;
      },
    ],
    [
      "another database",
      "not-an-old-ledger",
      /has none of the tables review_runs, review_run_gates, gate_reviews, acceptance_events/,
      () =>
        oldFile((sqlite) => {
          sqlite.exec(
            "DROP TABLE review_runs; DROP TABLE gate_reviews; CREATE VIEW review_runs AS SELECT 1 AS id",
          );
          sqlite.close();
        }),
    ],
    [
      "a database that has lost rows",
      "old-ledger-unreadable",
      /^cannot read the old ledger [^\n]*\.recover[^\n]*$/,
      () => {
        const path = oldFile((sqlite) => {
          sqlite.exec(
            `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             INSERT INTO gate_reviews (rationale_markdown) SELECT hex(zeroblob(500)) FROM n`,
          );
          sqlite.close();
        });
        const bytes = readFileSync(path);
        // A page of rows that says it has but one: SQLite reads the others no more, and says nothing.
        bytes.writeUInt16BE(1, 40_960 + 3);
        writeFileSync(path, bytes);
        return path;
      },
    ],
    [
      "a database with a column that computes",
      "not-an-old-ledger",
      /was not made by the old scripts \(its column review_runs\.long is computed\)/,
      () => changed("ALTER TABLE review_runs ADD COLUMN long TEXT AS (note_path LIKE '%a%a%a%a%b')"),
    ],
    [
      "a database with a virtual table",
      "not-an-old-ledger",
      /was not made by the old scripts \(its table words is virtual\)/,
      () => changed("CREATE VIRTUAL TABLE words USING fts5(word)"),
    ],
    [
      "a damaged database",
      "old-ledger-unreadable",
      /cannot read the old ledger .*\(SQLITE_CORRUPT\); the file is damaged/,
      () => {
        const path = oldFile();
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xff, 4096));
        return path;
      },
    ],
  ])("%s", (_, code, message, makePath) => {
    const path = makePath();
    const read = () => {
      using old = openOldLedger(path);
      old.readHistory();
    };
    expect(read).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it("a ledger of this program", async () => {
    const path = join(scratchFolder(), "ledger.sqlite");
    await (await openLedger(path)).close();
    expect(() => openOldLedger(path)).toThrow(
      expect.objectContaining({
        code: "not-an-old-ledger",
        message: expect.stringMatching(/nothing to import/),
      }),
    );
  });

  it("an empty file", () => {
    const path = join(scratchFolder(), "empty.sqlite");
    writeFileSync(path, "");
    mkdirSync(`${path}.d`);
    expect(() => openOldLedger(path)).toThrow(/has none of the tables/);
  });
});
