import { LedgerUnavailableError } from "../../errors.ts";
import { statement } from "../driver/statement.ts";

/** The oldest server that has all that is used. */
const OLDEST = 140_000;

export const SERVER = statement(`SELECT current_setting('server_version_num')::int AS version,
  current_setting('server_version') AS name, current_setting('server_encoding') AS encoding,
  pg_catalog.pg_is_in_recovery() AS "isStandby",
  EXISTS (SELECT 1 FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS schema ON schema.oid = class.relnamespace
    WHERE schema.nspname = 'review' AND class.relname = 'unfinished_copy') AS "isUnfinished"`);

/** What a server says of itself. */
export interface Server {
  version: number;
  name: string;
  encoding: string;
  isStandby: boolean;
  /** There is a copy of another ledger in it, and not all of that yet. */
  isUnfinished: boolean;
}

/** Throws LedgerUnavailableError for a server that cannot hold a ledger, or, unless it is only read, cannot take anything. */
export function requireServer(server: Server, url: string, { readOnly }: { readOnly: boolean }): void {
  const { version, name, encoding, isStandby } = server;
  const reason =
    version < OLDEST
      ? `its server is PostgreSQL ${name}: a ledger needs 14 or newer`
      : encoding !== "UTF8"
        ? `its database has the encoding ${encoding}: a ledger needs UTF8`
        : isStandby && !readOnly
          ? "its server is a standby that only reads: name the primary one"
          : undefined;
  if (reason !== undefined) throw new LedgerUnavailableError(url, reason);
}
