import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { InvariantReport } from "../../answers.ts";
import { openSqlite } from "../driver/open-sqlite.ts";
import { migrate } from "../schema/migrate.ts";
import { INVARIANTS } from "./sqlite-invariants.ts";

/** How many rows of a database break each rule of the ledger, in one consistent view. */
export function checkInvariants(sqlite: Database.Database, now: () => string): InvariantReport[] {
  sqlite.function("content_sha", { deterministic: true }, (text) =>
    createHash("sha256").update(String(text)).digest("hex"),
  );
  sqlite.function("stands_at", { deterministic: true }, (words, text, offset) => {
    // Where a row is missing, there is no text.
    if (typeof text !== "string" || typeof words !== "string") return 0;
    return Number(offset) >= 0 && text.startsWith(words, Number(offset)) ? 1 : 0;
  });
  sqlite.function("utf16_length", { deterministic: true }, (text) => String(text).length);
  const expected = JSON.stringify(expectedSchema(now));
  const withExpected = `WITH expected_schema AS (
    SELECT value ->> 0 AS type, value ->> 1 AS name, value ->> 2 AS sql FROM json_each(?))`;
  const checkAll = sqlite.transaction(() =>
    INVARIANTS.map(({ name, sql }) => {
      const violations = sqlite.prepare<[string]>(`${withExpected} SELECT (${sql})`).pluck().get(expected);
      return { name, violations: Number(violations) };
    }),
  );
  return checkAll();
}

/** What the migrations of this program make of an empty file. */
function expectedSchema(now: () => string): unknown[] {
  const fresh = openSqlite(":memory:");
  try {
    migrate(fresh, ":memory:", now);
    return fresh.prepare("SELECT type, name, sql FROM sqlite_schema").raw().all();
  } finally {
    fresh.close();
  }
}
