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
   * The gate versions that are accepted for exactly this version of a note, as one text for `readVersions`. Most notes
   * have the same text as the one before, and comparing it takes a fraction of the time that `ofNote` takes.
   */
  versionsOfNote(notePath: string, noteSha: string): string;
  /** A version of a note that is accepted for one of its gates, mostly that of all of them; undefined if none is. */
  acceptedVersionOf(notePath: string): string | undefined;
}

const OF_NOTE = `SELECT gate_id, accepted_note_sha, accepted_gate_sha FROM current_acceptances
WHERE model_id = ? AND note_path = ?`;

const VERSIONS_OF_NOTE = `SELECT count(*) || char(0) || group_concat(accepted_gate_sha || gate_id, char(0))
FROM current_acceptances WHERE model_id = ? AND note_path = ? AND accepted_note_sha = ?`;

const ACCEPTED_VERSION_OF = `SELECT accepted_note_sha FROM current_acceptances
WHERE model_id = ? AND note_path = ? LIMIT 1`;

const SHA_LENGTH = 64;

/**
 * The gate shas in a text of `versionsOfNote`, by gate id. Empty also if it cannot be told where one ends, because an id
 * holds a NUL: then there are more parts than were counted.
 */
export function readVersions(text: string): Map<string, string> {
  const [count, ...versions] = text.split("\0");
  if (versions.length !== Number(count)) return new Map();
  return new Map(versions.map((version) => [version.slice(SHA_LENGTH), version.slice(0, SHA_LENGTH)]));
}

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
    const acceptedVersionOf = sqlite.prepare<[string, string], string>(ACCEPTED_VERSION_OF).pluck();
    const current: CurrentAcceptances = {
      ofNote: (notePath) =>
        ofNote.all(modelId, notePath).map(([gateId, acceptedNoteSha, acceptedGateSha]) => ({
          gateId,
          acceptedNoteSha,
          acceptedGateSha,
        })),
      versionsOfNote: (notePath, noteSha) => versionsOfNote.get(modelId, notePath, noteSha) ?? "",
      acceptedVersionOf: (notePath) => acceptedVersionOf.get(modelId, notePath),
    };
    return sqlite.transaction(() => read(current))();
  });
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
