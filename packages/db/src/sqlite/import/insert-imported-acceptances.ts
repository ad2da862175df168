import type { Database } from "better-sqlite3";
import { LedgerConstraintError } from "../../errors.ts";
import type { ImportedAcceptance, ImportState } from "../../imported-history.ts";
import type { GateReviewId, RunId } from "../../vocabulary.ts";
import { batchInserter } from "./batch-writer.ts";
import type { ImportedReviewIds } from "./insert-imported-runs.ts";
import { lastId } from "./last-id.ts";

/**
 * Appends acceptance events and remembers their keys. To be called under the write lock. Throws
 * LedgerConstraintError for one that rests on a review which is not there.
 */
export function insertImportedAcceptances(
  sqlite: Database,
  url: string,
  acceptances: Iterable<ImportedAcceptance>,
  { reviewIds, earlierRuns }: { reviewIds: ImportedReviewIds; earlierRuns: ImportState["runs"] },
): void {
  const insert = batchInserter(sqlite, "acceptance_events", [
    ...["id", "note_path", "gate_id", "model_id", "accepted_review_id", "accepted_note_sha"],
    ...["accepted_gate_sha", "accepted_at", "acceptance_kind", "remark"],
  ]);
  const reviewOf = reviewFinder(sqlite, url, reviewIds, earlierRuns);
  // As many at a time as of the events, so that a key is written when its event is there.
  const remember = batchInserter(sqlite, "imported_rows", ["row_sha", "old_row", "acceptance_event_id"]);
  let id = lastId(sqlite, "acceptance_events");
  for (const event of acceptances) {
    id += 1;
    insert.add(
      ...[id, event.notePath, event.gateId, event.modelId, reviewOf(event), event.acceptedNoteSha],
      ...[event.acceptedGateSha, event.acceptedAt, event.acceptanceKind, event.remark ?? null],
    );
    remember.add(event.key, event.oldRow, id);
  }
  insert.flush();
  remember.flush();
}

/** Finds the review that an acceptance rests on: of this import, else of an earlier one. */
function reviewFinder(
  sqlite: Database,
  url: string,
  reviewIds: ImportedReviewIds,
  earlierRuns: ImportState["runs"],
) {
  const findEarlier = sqlite
    .prepare<[RunId | undefined, string], GateReviewId>(
      "SELECT id FROM gate_reviews WHERE review_run_id = ? AND gate_id = ?",
    )
    .pluck();
  return ({ evidence, oldRow }: ImportedAcceptance): GateReviewId | null => {
    if (!evidence) return null;
    const { runKey, gateId } = evidence;
    const id = reviewIds.get(runKey)?.get(gateId) ?? findEarlier.get(earlierRuns.get(runKey)?.runId, gateId);
    if (id !== undefined) return id;
    throw new LedgerConstraintError(url, `the review that ${oldRow} rests on was not imported`);
  };
}
