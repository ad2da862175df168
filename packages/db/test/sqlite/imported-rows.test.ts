import { expect, it } from "vitest";
import { isLatest } from "../../src/sqlite/schema/latest.ts";
import { history, key } from "../contract/import-history.ts";
import { openSqlite } from "./open-sqlite.ts";

it.each([
  "UPDATE imported_rows SET row_sha = replace(row_sha, '1', '3')",
  "DELETE FROM imported_rows",
  `INSERT INTO imported_rows VALUES ('${key("3")}', 'x', NULL, NULL)`,
  `INSERT INTO imported_rows VALUES ('${key("3")}', 'x', 1, 1)`,
  "INSERT INTO imported_rows VALUES ('3', 'x', 1, NULL)",
])("what was imported cannot be changed by raw SQL: %s", async (sql) => {
  const { storage, sqlite } = await openSqlite();
  await storage.importHistory(() => history);
  expect(() => sqlite.exec(sql)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/CONSTRAINT/) }),
  );
});

it("an import brings its acceptances itself, and leaves the rule that runs are accepted as it was", async () => {
  const { storage, sqlite } = await openSqlite();
  await storage.importHistory(() => history);
  const kinds = sqlite.prepare("SELECT acceptance_kind FROM acceptance_events ORDER BY id").pluck().all();
  expect(kinds).toEqual([...history.acceptances].map(({ acceptanceKind }) => acceptanceKind));
  expect((await storage.inspect({})).damage).toEqual([]);
  expect(isLatest(sqlite)).toBe(true);
});
