import { LedgerError } from "@review/db";
import { seeWorkers } from "@review/db/queue";
import { giveUpLost } from "./give-up-lost.ts";
import { rest } from "./rest.ts";
import type { Working } from "./site.ts";

/**
 * Says again and again that this worker is there, learns under which ids it was given up, and looks after the batches of others who
 * are. Until the signal aborts; what the ledger refuses meanwhile is told, and tried again.
 */
export async function beat(working: Working, signal: AbortSignal): Promise<void> {
  const { site, options, ids, givenUp } = working;
  while (!signal.aborted) {
    await rest(options.times.beatMs, signal);
    if (signal.aborted) return;
    try {
      const asked = [...ids];
      const alive = new Set(asked.length === 0 ? [] : await seeWorkers(site.ledger, asked));
      for (const id of asked) if (!alive.has(id)) givenUp.add(id);
      await giveUpLost(working);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      site.report({ event: "ledger-trouble", reason: error.message });
    }
  }
}
