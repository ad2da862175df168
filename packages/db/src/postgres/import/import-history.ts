import { LedgerConstraintError } from "../../errors.ts";
import type { HistoryToImport, ImportedAcceptance, ImportState } from "../../imported-history.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { change, LOCK_LEDGER } from "../driver/change.ts";
import { inPortions } from "../driver/portions.ts";
import type { Ask } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
import { idsIn, insertEvents, insertSnapshots } from "../writes/insert-rows.ts";
import { type ImportedReviewIds, importRuns } from "./import-runs.ts";
import { loadImportState } from "./import-state.ts";

/** Imports go in portions of so many rows, with all their texts in memory. */
const ROWS_AT_A_TIME = 200;

/** See the port. Only the owner of the ledger may. */
export async function importHistory(
  session: Session,
  decide: (state: ImportState) => HistoryToImport,
): Promise<void> {
  await change(session, async ({ ask, commit }) => {
    await ask(LOCK_LEDGER);
    const state = await loadImportState(ask);
    const { snapshots, runs, acceptances } = decide(state);
    for (const some of inPortions(snapshots, ROWS_AT_A_TIME)) await ask(...insertSnapshots(some));
    const reviewIds = await importRuns(ask, runs);
    const reviewOf = await reviewFinder(ask, reviewIds, session.url);
    for (const some of inPortions(acceptances, ROWS_AT_A_TIME)) await importEvents(ask, some, reviewOf);
    await commit();
  });
}

const REMEMBER = `INSERT INTO review.imported_rows (row_sha, old_row, acceptance_event_id)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`;

type FindReview = (event: ImportedAcceptance) => GateReviewId | undefined;

async function importEvents(
  ask: Ask,
  events: readonly ImportedAcceptance[],
  reviewOf: FindReview,
): Promise<void> {
  const rows = events.map((event) => {
    const acceptedReviewId = reviewOf(event);
    return { ...event, ...(acceptedReviewId !== undefined && { acceptedReviewId }) };
  });
  const [inserted] = await ask(insertEvents(rows));
  await ask(
    statement(
      REMEMBER,
      events.map(({ key }) => key),
      events.map(({ oldRow }) => oldRow),
      idsIn(inserted),
    ),
  );
}

const EARLIER = `SELECT row_sha AS key, judged.gate_id AS "gateId", judged.id
FROM review.imported_rows JOIN review.gate_reviews AS judged USING (review_run_id)`;

/** Finds the review that an acceptance rests on: of this import, else of an earlier one. */
async function reviewFinder(ask: Ask, reviewIds: ImportedReviewIds, url: string): Promise<FindReview> {
  const [rows] = await ask(statement(EARLIER));
  const earlier = new Map(
    (rows as unknown as { key: string; gateId: string; id: GateReviewId }[]).map(({ key, gateId, id }) => [
      JSON.stringify([key, gateId]),
      id,
    ]),
  );
  return ({ evidence, oldRow }) => {
    if (!evidence) return undefined;
    const { runKey, gateId } = evidence;
    const id = reviewIds.get(runKey)?.get(gateId) ?? earlier.get(JSON.stringify([runKey, gateId]));
    if (id !== undefined) return id;
    throw new LedgerConstraintError(url, `the review that ${oldRow} rests on was not imported`);
  };
}

export { importState } from "./import-state.ts";
