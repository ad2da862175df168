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
  { readOnly, now, isCopying = false }: { readOnly: boolean; now: () => string; isCopying?: boolean },
): Promise<Session> {
  requireUrl(url);
  const session: Session = { url: shownUrl(url), readOnly, now, pool: await connectionsTo(url) };
  try {
    const settled = await withClient(session, (client) => settleBatch(client, [SERVER, APPLIED]));
    const [told] = answersOf(settled.slice(0, 1));
    const server = told?.rows[0] as unknown as Server;
    requireServer(server, session.url, { readOnly });
    if (server.isUnfinished && !isCopying)
      throw new LedgerUnavailableError(
        session.url,
        "a copy of another ledger that is made in it is not finished: let it end, or make it once more, which goes on with it",
      );
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
