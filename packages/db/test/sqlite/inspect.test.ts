import { expect, it } from "vitest";
import { recordTwoRuns } from "../contract/names-and-counts.ts";
import { openSqlite } from "./open-sqlite.ts";

it("inspect names what is damaged, and what points nowhere", async () => {
  const { storage, sqlite } = await openSqlite();
  await recordTwoRuns(storage);
  sqlite.pragma("foreign_keys = OFF");
  sqlite.pragma("ignore_check_constraints = ON");
  sqlite.exec("DROP TRIGGER run_is_kept; DELETE FROM review_runs WHERE id = 1");
  sqlite.exec("UPDATE review_runs SET debug_log = 'x', completed_at = 'now' WHERE id = 2");
  sqlite.pragma("ignore_check_constraints = OFF");
  const { damage, dangling } = await storage.inspect({});
  expect(damage).toEqual(["CHECK constraint failed in review_runs"]);
  expect(dangling).toContain("gate_reviews row 1 points to a row that is missing in review_runs");
});

it("inspect looks at a large file quickly, unless it shall be thorough", async () => {
  const { storage, sqlite } = await openSqlite();
  await recordTwoRuns(storage);
  sqlite.pragma("ignore_check_constraints = ON");
  sqlite.exec("UPDATE review_runs SET completed_at = 'now' WHERE id = 2");
  sqlite.pragma("ignore_check_constraints = OFF");
  const quickly = await storage.inspect({ quicklyFrom: 0 });
  expect(quickly).toMatchObject({ checkedBy: "quick_check", damage: [] });
  const thoroughly = await storage.inspect({ quicklyFrom: 0, thorough: true });
  expect(thoroughly.checkedBy).toBe("integrity_check");
  expect(thoroughly.damage).toEqual(["CHECK constraint failed in review_runs"]);
  expect(() => sqlite.exec("UPDATE review_runs SET runner = '' WHERE id = 2")).toThrow();
});
