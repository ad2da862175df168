import { getTableName } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import * as tables from "../../src/sqlite/schema/tables.ts";
import { openSqlite } from "./open-sqlite.ts";

interface Column {
  name: string;
  type: string;
  notNull: boolean;
  /** Place in the primary key, from 1; 0 for a column outside of it. */
  key: number;
}

async function freshDatabase() {
  return (await openSqlite()).sqlite;
}

it.each(Object.values(tables).map((table) => [getTableName(table), table] as const))(
  "Drizzle's columns of %s are those of the migrated file",
  async (name, table) => {
    const { columns, primaryKeys } = getTableConfig(table);
    const composite = primaryKeys[0]?.columns.map((column) => column.name) ?? [];
    const declared = columns.map((column): Column => {
      const key = column.primary ? 1 : composite.indexOf(column.name) + 1;
      return { name: column.name, type: column.getSQLType().toUpperCase(), notNull: column.notNull, key };
    });
    const sqlite = await freshDatabase();
    const actual = sqlite
      .prepare<[string], { name: string; type: string; notnull: number; pk: number }>(
        "SELECT * FROM pragma_table_info(?)",
      )
      .all(name)
      // SQLite reports the row id as nullable, which it never is.
      .map(({ name, type, notnull, pk }): Column => ({ name, type, notNull: notnull + pk > 0, key: pk }));
    expect(actual).toEqual(declared);
  },
);

it("every table is there, and nothing else", async () => {
  const names = (await freshDatabase())
    .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const declared = Object.values(tables).map((table) => getTableName(table));
  // No query asks these.
  const words = [
    ...[
      "acceptance_kinds",
      "decisions",
      "finding_severities",
      "opinion_kinds",
      "quarantine_kinds",
      "review_kinds",
      "run_statuses",
      "waiver_kinds",
    ],
  ];
  expect(names.toSorted()).toEqual([...declared, "ledger_migrations", ...words].toSorted());
});

it("schema.sql is what a fresh ledger holds", async () => {
  const statements = (await freshDatabase())
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const header = "-- Written by a test, for readers: `pnpm vitest run packages/db -u` writes it anew.\n\n";
  await expect(
    header + statements.map((sql) => `${sql.trim()};\n`).join("\n"),
    "packages/db/schema.sql is out of date: write it anew with `pnpm vitest run packages/db -u`",
  ).toMatchFileSnapshot("../../schema.sql");
});
