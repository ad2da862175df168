import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";

const NOTE_PATHS = "SELECT note_path FROM review_runs UNION SELECT note_path FROM acceptance_events";
const GATE_IDS = "SELECT gate_id FROM review_run_gates UNION SELECT gate_id FROM acceptance_events";

/** Every note path that a run or an acceptance event names, each once. */
export async function listRecordedNotePaths(ledger: Ledger): Promise<string[]> {
  return listNames(ledger, NOTE_PATHS);
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export async function listRecordedGateIds(ledger: Ledger): Promise<string[]> {
  return listNames(ledger, GATE_IDS);
}

function listNames(ledger: Ledger, sql: string): string[] {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => sqlite.prepare<[], string>(sql).pluck().all());
}
