import { ledgerMigration } from "./0001-ledger.ts";
import { importsMigration } from "./0002-imports.ts";
import { currentAcceptancesMigration } from "./0003-current-acceptances.ts";
import { ledgerOrderMigration } from "./0004-ledger-order.ts";
import { lookupWordsMigration } from "./0005-lookup-words.ts";
import { byContentMigration } from "./0006-by-content.ts";
import { findingsMigration } from "./0007-findings.ts";
import { waiversMigration } from "./0008-waivers.ts";
import { quotesAndSeveritiesMigration } from "./0009-quotes-and-severities.ts";
import { attestedMigration } from "./0010-attested.ts";
import { quarantinesMigration } from "./0011-quarantines.ts";
import { samplesMigration } from "./0012-samples.ts";
import { opinionsMigration } from "./0013-opinions.ts";
import { acceptedWithItsRunMigration } from "./0014-accepted-with-its-run.ts";

export interface Migration {
  /** Counts from 1 without gaps; the ledger's `user_version` is the newest one applied. */
  version: number;
  name: string;
  /** SHA-256 (hex) of the SQL, written here because a start cannot afford to load what makes it. */
  sha: string;
  sql: string;
}

/** All migrations, oldest first. Add to the end; never edit or remove one. */
export const migrations: readonly Migration[] = [
  ledgerMigration,
  importsMigration,
  currentAcceptancesMigration,
  ledgerOrderMigration,
  lookupWordsMigration,
  byContentMigration,
  findingsMigration,
  waiversMigration,
  quotesAndSeveritiesMigration,
  attestedMigration,
  quarantinesMigration,
  samplesMigration,
  opinionsMigration,
  acceptedWithItsRunMigration,
];
