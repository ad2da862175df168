import type { CopySource } from "../../copy/copy-ends.ts";
import { readTransaction } from "../connection.ts";
import { openConnection } from "../open-connection.ts";
import { digestRows, readLastIds, readPortion } from "./read-rows.ts";

/** The ledger in a file, to be copied. Throws as `openConnection` to read only. */
export async function fileSource(path: string, now: () => string): Promise<CopySource> {
  const connection = await openConnection(path, { readOnly: true, now });
  return {
    url: path,
    digest: async () => readTransaction(connection, digestRows),
    portion: async (table, after) =>
      readTransaction(connection, (sqlite) => readPortion(sqlite, table, after)),
    lastIds: async () => readTransaction(connection, readLastIds),
    close: async () => void connection.sqlite.close(),
  };
}
