import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { openConnection } from "../../src/sqlite/open-connection.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";

import { storageContract } from "../storage-contract.ts";

storageContract("SQLite", () => {
  const path = join(scratchFolder(), "l.sqlite");
  return {
    open: async (clock = () => new Date()) =>
      sqliteStorage(await openConnection(path, { readOnly: false, now: () => clock().toISOString() })),
  };
});
