import { ledgerMigration } from "./0001-ledger.ts";
import { sharedSweepsMigration } from "./0002-shared-sweeps.ts";

export interface Migration {
  /** Counts from 1 without gaps. */
  version: number;
  name: string;
  sql: string;
}

/** All migrations of a ledger on PostgreSQL, oldest first. Add to the end; never edit or remove one: its text is hashed into every ledger. */
export const migrations: readonly Migration[] = [ledgerMigration, sharedSweepsMigration];
