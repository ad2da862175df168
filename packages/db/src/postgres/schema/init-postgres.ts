import type { InitializedLedger } from "../../answers.ts";
import { NotALedgerError } from "../../errors.ts";
import { runBatch } from "../driver/batch.ts";
import { connectionsTo } from "../driver/connect.ts";
import { requireUrl, shownUrl } from "../driver/ledger-url.ts";
import { translatePostgresError } from "../driver/postgres-errors.ts";
import { closeSession, type Session, withClient } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";
import { GRANTED_ROLES, grantsTo } from "./grants.ts";
import {
  APPLIED,
  type AppliedMigration,
  checkHistory,
  migrationScript,
  migrationStatements,
} from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { requireServer, SERVER, type Server } from "./server.ts";

/** Programs that make or migrate a ledger at the same time do so one after another. */
const ONE_AT_A_TIME = statement("SELECT pg_catalog.pg_advisory_xact_lock(1919252069, 2)");
const IS_THERE = statement(`SELECT pg_catalog.to_regnamespace('review') IS NOT NULL AS "hasSchema",
  pg_catalog.to_regclass('review.ledger_migrations') IS NOT NULL AS "hasLedger"`);

/**
 * See `initLedger` of the package. Throws LedgerUnavailableError, NotALedgerError for a schema `review` that is no ledger,
 * LedgerTooNewError, MigrationChangedError.
 */
export async function initPostgres(
  url: string,
  { grantTo, now }: { grantTo: readonly string[]; now: () => string },
): Promise<InitializedLedger> {
  requireUrl(url);
  const shown = shownUrl(url);
  const session: Session = { url: shown, readOnly: false, now, pool: await connectionsTo(url) };
  try {
    return await withClient(session, async (client) => {
      const ask = (...statements: Statement[]) => runBatch(client, statements);
      const [, , server, there] = await ask(statement("BEGIN"), ONE_AT_A_TIME, SERVER, IS_THERE);
      try {
        requireServer(server?.rows[0] as unknown as Server, shown, { readOnly: false });
        const before = await versionOf(ask, there?.rows[0] ?? {}, shown);
        await ask(...migrationStatements(before, now()));
        const [granted] = await ask(statement(GRANTED_ROLES));
        const roles = new Set([...(granted?.rows ?? []).map(({ name }) => String(name)), ...grantTo]);
        await ask(...[...roles].flatMap(grantsTo).map((sql) => statement(sql)), statement("COMMIT"));
        return {
          url: shown,
          versions: { before, now: migrations.length },
          roles: [...roles].sort(),
        };
      } catch (error) {
        await ask(statement("ROLLBACK")).catch(() => {});
        throw error;
      }
    });
  } catch (error) {
    throw translatePostgresError(error, shown);
  } finally {
    await closeSession(session);
  }
}

async function versionOf(
  ask: (...statements: Statement[]) => Promise<{ rows: unknown[] }[]>,
  { hasSchema, hasLedger }: Record<string, unknown>,
  url: string,
): Promise<number> {
  if (hasSchema !== true) return 0;
  if (hasLedger !== true) throw new NotALedgerError(url, "has a schema review that is not a ledger");
  // Nobody writes while it changes.
  const [, applied] = await ask(statement("SELECT review.lock_ledger()"), APPLIED);
  return checkHistory((applied?.rows ?? []) as AppliedMigration[], url);
}

/** What `initPostgres` does to a database without a ledger, as a script for somebody else to look at and to run. */
export function initScriptOf({ grantTo, now }: { grantTo: readonly string[]; now: () => string }): string {
  const grants = grantTo.flatMap(grantsTo).map((sql) => `${sql};\n`);
  return `BEGIN;\n${migrationScript(now())}${grants.join("")}COMMIT;\n`;
}
