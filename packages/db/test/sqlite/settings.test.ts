import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import type { writeTransaction } from "../../src/sqlite/connection.ts";

import { openSqlite } from "./open-sqlite.ts";

it("a connection has the settings of the design", async () => {
  const { sqlite } = await openSqlite(join(scratchFolder(), "l.sqlite"));
  const settings = [
    "journal_mode",
    "foreign_keys",
    "synchronous",
    "busy_timeout",
    "trusted_schema",
    "cell_size_check",
  ].map((name) => sqlite.pragma(name, { simple: true }));
  expect(settings).toEqual(["wal", 1, 1, 10_000, 0, 1]);
});

it("a transaction whose callback is asynchronous does not compile", () => {
  type Work = Parameters<typeof writeTransaction<Promise<void>>>[1];
  type Result = ReturnType<Work>;
  const isNever: [Result] extends [never] ? true : false = true;
  expect(isNever).toBe(true);
});
