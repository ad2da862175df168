import { takingTurns } from "@review/db";
import type { PageHost, PagePlace } from "./page-host.ts";

/** The same host, whose reading leaves other requests a turn, and ends with the server. What is being decided is done. */
export function politeHost(host: PageHost, signal: AbortSignal): PageHost {
  const inTurns =
    <Answer>(ask: (place: PagePlace) => Promise<Answer>) =>
    ({ corpus, ledger }: PagePlace) =>
      ask({ corpus, ledger: takingTurns(ledger, { signal }) });
  return {
    ...host,
    read: (ask) => host.read(inTurns(ask)),
    glance: (ask) => host.glance(inTurns(ask)),
  };
}
