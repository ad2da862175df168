import type { Database } from "better-sqlite3";
import { onTestFinished } from "vitest";
import { type Ledger, ledgerOver } from "../../src/ledger.ts";
import { openConnection } from "../../src/sqlite/open-connection.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import type { Storage } from "../../src/storage.ts";

/** A ledger as `openLedger` opens it, together with what stands behind it. Closed when the test ends. */
export async function openSqlite(
  path = ":memory:",
  clock = () => new Date(),
): Promise<{ sqlite: Database; storage: Storage; ledger: Ledger }> {
  const now = () => clock().toISOString();
  const connection = await openConnection(path, { readOnly: false, now });
  const storage = sqliteStorage(connection);
  onTestFinished(() => storage.close());
  return { sqlite: connection.sqlite, storage, ledger: ledgerOver(storage, path, false) };
}
