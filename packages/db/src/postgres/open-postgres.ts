import { LedgerUnavailableError } from "../errors.ts";
import { answersOf, settleBatch } from "./driver/batch.ts";
import { connectionsTo } from "./driver/connect.ts";
import { requireUrl, shownUrl } from "./driver/ledger-url.ts";
import { isMissingObject, translatePostgresError } from "./driver/postgres-errors.ts";
import { closeSession, type Session, withClient } from "./driver/session.ts";
import { APPLIED, type AppliedMigration, requireLatest } from "./schema/migrate.ts";
import { requireServer, SERVER, type Server } from "./schema/server.ts";

/**
 * Opens the ledger in a database of a PostgreSQL server. Makes and migrates nothing: that is `initLedger`'s. Throws
 * LedgerUnavailableError, LedgerTooNewError, MigrationChangedError, and LedgerError `bad-ledger-url`.
 */
export async function openPostgres(
  url: string,
  { readOnly, now }: { readOnly: boolean; now: () => string },
): Promise<Session> {
  requireUrl(url);
  const session: Session = { url: shownUrl(url), readOnly, now, pool: await connectionsTo(url) };
  try {
    const settled = await withClient(session, (client) => settleBatch(client, [SERVER, APPLIED]));
    const [server] = answersOf(settled.slice(0, 1));
    requireServer(server?.rows[0] as unknown as Server, session.url, { readOnly });
    const [, applied] = settled;
    if (applied?.status === "rejected" && isMissingObject(applied.reason))
      throw new LedgerUnavailableError(session.url, "there is no ledger in this database yet", {
        code: "ledger-not-made",
      });
    const [, history] = answersOf(settled);
    requireLatest((history?.rows ?? []) as unknown as AppliedMigration[], session.url);
    return session;
  } catch (error) {
    await closeSession(session);
    throw translatePostgresError(error, session.url);
  }
}
