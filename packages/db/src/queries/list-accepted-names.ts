import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";

/** Every note path and every gate id that an acceptance event names, each once, sorted by code unit. */
export async function listAcceptedNames(ledger: Ledger): Promise<{ notePaths: string[]; gateIds: string[] }> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const distinct = (column: "note_path" | "gate_id") =>
      sqlite.prepare<[], string>(`SELECT DISTINCT ${column} FROM acceptance_events`).pluck().all().sort();
    return { notePaths: distinct("note_path"), gateIds: distinct("gate_id") };
  });
}
