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

type Row = [gateId: string, acceptedNoteSha: string, acceptedGateSha: string];

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
  const { sqlite, url } = connectionOf(ledger);
  withLedgerErrors(url, () => {
    const ofNote = sqlite
      .prepare<[string, string], Row>(
        `SELECT gate_id, accepted_note_sha, accepted_gate_sha FROM current_gate_acceptances
         WHERE model_id = ? AND note_path = ?`,
      )
      .raw();
    for (const notePath of notePaths) {
      const acceptances = ofNote
        .all(modelId, notePath)
        .map(([gateId, acceptedNoteSha, acceptedGateSha]) => ({ gateId, acceptedNoteSha, acceptedGateSha }));
      visit(notePath, acceptances);
    }
  });
}
