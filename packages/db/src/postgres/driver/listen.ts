import { runBatch } from "./batch.ts";
import { translatePostgresError } from "./postgres-errors.ts";
import { type Session, withClient } from "./session.ts";
import { statement } from "./statement.ts";

/**
 * Calls back for each notification of a channel, on a connection of its own, until the signal aborts or the connection is lost. What
 * shares connections by transactions (a pooler) passes none on. Throws as `translatePostgresError` if it cannot listen.
 */
export async function listen(
  session: Session,
  channel: string,
  onNotice: () => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withClient(session, async (client) => {
      client.on("notification", onNotice);
      try {
        await runBatch(client, [statement(`LISTEN ${channel}`)]);
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener("abort", () => resolve(), { once: true });
          client.once("error", () => resolve());
          client.once("end", () => resolve());
        });
      } finally {
        client.off("notification", onNotice);
        await runBatch(client, [statement(`UNLISTEN ${channel}`)]).catch(() => {});
      }
    });
  } catch (error) {
    throw translatePostgresError(error, session.url);
  }
}
