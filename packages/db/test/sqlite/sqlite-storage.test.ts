import { join } from "node:path";
import { openConnection } from "../../src/sqlite/open-connection.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import { scratchFolder } from "../scratch-folder.ts";
import { storageContract } from "../storage-contract.ts";

storageContract("SQLite", () => {
  const path = join(scratchFolder(), "l.sqlite");
  return {
    open: async (clock = () => new Date()) =>
      sqliteStorage(await openConnection(path, { readOnly: false, now: () => clock().toISOString() })),
  };
});
