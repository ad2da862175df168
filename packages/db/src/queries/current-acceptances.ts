import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { ModelId } from "../vocabulary.ts";

/** The newest acceptance of one pair under one partition: what freshness is decided on. */
export interface CurrentAcceptance {
  gateId: string;
  acceptedNoteSha: string;
  acceptedGateSha: string;
}

/** The newest acceptances under one partition, as they all stood at one moment. */
export interface CurrentAcceptances {
  /** Those of a note, by gate id. */
  ofNote(notePath: string): CurrentAcceptance[];
  /**
   * The gate versions accepted for exactly this version of a note, as `listVersions` writes them. Most notes are
   * fresh, and comparing this one text shows it in a fraction of the time that `ofNote` takes.
   */
  versionsOfNote(notePath: string, noteSha: string): string;
}

// Grouping goes along the covering index acceptance_events_current, so that a pair's older events are passed over
// there and only its newest one is looked at in the table.
const NEWEST = `(SELECT gate_id, max(id) AS id FROM acceptance_events
  WHERE model_id = ? AND note_path = ? GROUP BY gate_id ORDER BY gate_id) AS newest
CROSS JOIN acceptance_events AS event ON event.id = newest.id`;

const OF_NOTE = `SELECT event.gate_id, accepted_note_sha, accepted_gate_sha FROM ${NEWEST}`;

const VERSIONS_OF_NOTE = `SELECT group_concat(
  length(event.gate_id) || ' ' || event.gate_id || ' ' || accepted_gate_sha, char(10))
FROM ${NEWEST} WHERE accepted_note_sha = ?`;

/** Calls `read` once with the newest acceptances under a partition, in one read transaction, and returns its result. */
export async function readCurrentAcceptances<T>(
  ledger: Ledger,
  modelId: ModelId,
  read: (current: CurrentAcceptances) => T extends PromiseLike<unknown> ? never : T,
): Promise<T> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const ofNote = sqlite
      .prepare<[string, string], [gateId: string, acceptedNoteSha: string, acceptedGateSha: string]>(OF_NOTE)
      .raw();
    const versionsOfNote = sqlite.prepare<[string, string, string], string | null>(VERSIONS_OF_NOTE).pluck();
    const current: CurrentAcceptances = {
      ofNote: (notePath) =>
        ofNote.all(modelId, notePath).map(([gateId, acceptedNoteSha, acceptedGateSha]) => ({
          gateId,
          acceptedNoteSha,
          acceptedGateSha,
        })),
      versionsOfNote: (notePath, noteSha) => versionsOfNote.get(modelId, notePath, noteSha) ?? "",
    };
    return sqlite.transaction(() => read(current))();
  });
}

/**
 * Gate versions as one text that is equal for equal versions and for no others: one line each, by gate id, with the
 * length of the id before it. SQLite counts and sorts some rare characters differently; then equal versions may give
 * another text than the ledger's, never different versions the same one.
 */
export function listVersions(gates: readonly { gateId: string; gateSha: string }[]): string {
  return gates
    .map(({ gateId, gateSha }) => ({ gateId, line: `${gateId.length} ${gateId} ${gateSha}` }))
    .sort((a, b) => (a.gateId < b.gateId ? -1 : 1))
    .map(({ line }) => line)
    .join("\n");
}

/**
 * Calls `visit` once per given note, in the given order, with the newest acceptance of each of its gates
 * under the partition. One indexed question per note and nothing collected across notes, so that neither a
 * large ledger nor a large corpus has to fit into memory.
 */
export async function visitCurrentAcceptances(
  ledger: Ledger,
  { modelId, notePaths }: { modelId: ModelId; notePaths: Iterable<string> },
  visit: (notePath: string, acceptances: readonly CurrentAcceptance[]) => void,
): Promise<void> {
  await readCurrentAcceptances(ledger, modelId, (current) => {
    for (const notePath of notePaths) visit(notePath, current.ofNote(notePath));
  });
}
