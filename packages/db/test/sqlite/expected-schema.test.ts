import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { expectedSchema } from "../../src/sqlite/schema/expected-schema.ts";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { migrations } from "../../src/sqlite/schema/migrations/index.ts";

it.each(migrations.map(({ version, name }) => [version, name]))(
  "what is read off the migrations is what SQLite makes of them: version %d, %s",
  (version) => {
    const steps = migrations.slice(0, version);
    const sqlite = new Database(":memory:");
    migrate(sqlite, ":memory:", () => "2026-03-01T12:00:00.000Z", steps);
    const made = sqlite
      .prepare<[], [string, string]>(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'",
      )
      .raw()
      .all();
    sqlite.close();
    expect(Object.fromEntries(expectedSchema(steps))).toEqual(Object.fromEntries(made));
  },
);
