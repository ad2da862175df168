import type { Pool } from "pg";
import { LedgerError, LedgerUnavailableError } from "../../errors.ts";
import { failureReason } from "../../guards.ts";
import type { Client } from "./connect.ts";
import { DriverError } from "./postgres-errors.ts";

/** A ledger on a server, as long as it is open. */
export interface Session {
  /** Without a password. */
  readonly url: string;
  readonly readOnly: boolean;
  /** The time now, UTC, ISO 8601 with milliseconds. */
  readonly now: () => string;
  readonly pool: Pool;
}

/** A connection of its own for what `use` does; one that broke is not used again. Throws a LedgerError with the code `ledger-closed`. */
export async function withClient<T>(session: Session, use: (client: Client) => Promise<T>): Promise<T> {
  if (session.pool.ending)
    throw new LedgerError("ledger-closed", `the ledger ${session.url} is closed: open it again to use it`);
  const client = await connect(session);
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    return await use(client);
  } finally {
    client.off("error", onError);
    // A transaction that could not be ended, too.
    client.release(broken ?? client.getTransactionStatus() !== "I");
  }
}

async function connect({ pool, url }: Session): Promise<Client> {
  try {
    return await pool.connect();
  } catch (error) {
    // A certificate or key that the URL names is read before the server is asked.
    const { syscall, path } = error as { syscall?: unknown; path?: unknown };
    if (syscall !== "open") throw new DriverError(error);
    throw new LedgerUnavailableError(
      url,
      `its URL names ${path}, which cannot be read (${failureReason(error)})`,
    );
  }
}

/** Ends all connections; what is under way is finished. */
export async function closeSession({ pool }: Session): Promise<void> {
  if (!pool.ending) await pool.end();
}
