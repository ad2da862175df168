import { createHash } from "node:crypto";
import { LedgerTooNewError, LedgerUnavailableError, MigrationChangedError } from "../../errors.ts";
import { type Statement, statement } from "../driver/statement.ts";
import { type Migration, migrations } from "./migrations/index.ts";

/** Every version of a ledger has it from the start: what its migrations were. */
const HISTORY = `
CREATE SCHEMA review;
CREATE TABLE review.ledger_migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  sha text NOT NULL,
  applied_at text NOT NULL
);
`;

/** A migration that a ledger says it was made by. */
export interface AppliedMigration {
  version: number;
  sha: string;
}

const shaOf = ({ sql }: Migration): string => createHash("sha256").update(sql).digest("hex");

export const APPLIED = statement("SELECT version, sha FROM review.ledger_migrations ORDER BY version");

/** Throws unless these migrations, as far as they go, are ours; returns the ledger's version. */
export function checkHistory(applied: readonly AppliedMigration[], url: string): number {
  for (const [index, { version, sha }] of applied.entries()) {
    const known = migrations[index];
    if (!known) throw new LedgerTooNewError(url, applied.length, migrations.length);
    if (known.version !== version || shaOf(known) !== sha) throw new MigrationChangedError(url, version);
  }
  return applied.length;
}

/** Throws LedgerUnavailableError for a ledger that an earlier program made: no command changes a schema that others use by the way. */
export function requireLatest(applied: readonly AppliedMigration[], url: string): void {
  const version = checkHistory(applied, url);
  if (version === migrations.length) return;
  throw new LedgerUnavailableError(
    url,
    `it has schema version ${version}, this program needs ${migrations.length}`,
    { code: "ledger-not-migrated" },
  );
}

/** What brings a ledger from a version (0 where there is none) to the newest. */
export function migrationStatements(version: number, now: string): Statement[] {
  return [
    ...(version === 0 ? [statement(HISTORY)] : []),
    ...migrations
      .slice(version)
      .flatMap((step) => [
        statement(step.sql),
        statement(
          "INSERT INTO review.ledger_migrations (version, name, sha, applied_at) VALUES ($1, $2, $3, $4)",
          ...[step.version, step.name, shaOf(step), now],
        ),
      ]),
  ];
}

/** The same as a script that makes a new ledger, for somebody else to look at and to run. */
export function migrationScript(now: string): string {
  const records = migrations.map(
    (step) =>
      `INSERT INTO review.ledger_migrations VALUES (${step.version}, '${step.name}', '${shaOf(step)}', '${now}');\n`,
  );
  return [HISTORY, ...migrations.map(({ sql }, index) => sql + records[index])].join("");
}
