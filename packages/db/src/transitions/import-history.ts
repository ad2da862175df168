import type { Database } from "better-sqlite3";
import { connectionOf } from "../connection.ts";
import { LedgerConstraintError } from "../errors.ts";
import type { Ledger } from "../ledger.ts";
import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { writeTransaction } from "../transaction.ts";
import type { GateReviewId, RunId, Snapshot } from "../vocabulary.ts";
import type { ImportState } from "./import-state.ts";
import { loadImportState } from "./load-import-state.ts";

export type { ImportState } from "./import-state.ts";

/** What makes an old row the same row in a later import, and its name for people. */
interface Origin {
  /** SHA-256 (hex). */
  key: string;
  oldRow: string;
}

export type ImportedGateReview = Pick<
  GateReview,
  "gateId" | "decision" | "rationaleMarkdown" | "reviewKind"
> & {
  evidenceJson?: string;
  reviewedAt: string;
};

/** A run as it will stand in the ledger, with the versions of its note and gates in `snapshots`. */
export interface ImportedRun
  extends Origin,
    Pick<Run, "notePath" | "modelId" | "runner" | "reviewedNoteSha" | "startedAt"> {
  completedAt: string;
  /** Of a failed run; without it the run is completed. */
  failureReason?: string;
  telemetryJson: string;
  rawBundleMarkdown?: string;
  debugLog?: string;
  gates: readonly RequestedGate[];
  reviews: readonly ImportedGateReview[];
}

export interface ImportedAcceptance
  extends Origin,
    Omit<AcceptanceEvent, "id" | "acceptedReviewId" | "overrideDecision"> {
  /** The review it rests on, by the key of its run, of this or an earlier import. */
  evidence?: { runKey: string; gateId: string };
}

/** Rows to add, oldest first. Read once, while they are written, so that they need not all be in memory. */
export interface HistoryToImport {
  snapshots: Iterable<Snapshot>;
  runs: Iterable<ImportedRun>;
  acceptances: Iterable<ImportedAcceptance>;
}

/** What an import of now would find in the ledger. */
export async function readImportState(ledger: Ledger): Promise<ImportState> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => loadImportState(sqlite));
}

/**
 * Adds history that another program recorded: in one immediate transaction reads what the ledger knows, asks
 * the decider for the rows to add, adds them and remembers their keys. All of it, or (if the decider or its
 * rows throw, or the ledger refuses one) nothing.
 */
export async function importHistory(
  ledger: Ledger,
  decide: (state: ImportState) => HistoryToImport,
): Promise<void> {
  const connection = connectionOf(ledger);
  writeTransaction(connection, () => {
    const { sqlite, url } = connection;
    const { snapshots, runs, acceptances } = decide(loadImportState(sqlite));
    const addSnapshot = sqlite.prepare<[string, string]>("INSERT INTO snapshots (sha, text) VALUES (?, ?)");
    for (const { sha, text } of snapshots) addSnapshot.run(sha, text);
    const addRun = runWriter(sqlite);
    for (const run of runs) addRun(run);
    const addAcceptance = acceptanceWriter(sqlite, url);
    for (const event of acceptances) addAcceptance(event);
  });
}

/** Adds runs in the order that the triggers ask for: running, its gates, its reviews, its end. */
function runWriter(sqlite: Database): (run: ImportedRun) => void {
  const insertRun = sqlite.prepare(
    `INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json,
       raw_bundle_markdown, debug_log) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertGate = sqlite.prepare(
    "INSERT INTO review_run_gates (review_run_id, gate_id, gate_sha, ordinal) VALUES (?, ?, ?, ?)",
  );
  const insertReview = sqlite.prepare(
    `INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown,
       evidence_json, gate_sha, reviewed_note_sha, reviewed_at, review_kind)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const endRun = sqlite.prepare(
    "UPDATE review_runs SET status = ?, completed_at = ?, failure_reason = ? WHERE id = ?",
  );
  const remember = sqlite.prepare(
    "INSERT INTO imported_rows (row_sha, old_row, review_run_id) VALUES (?, ?, ?)",
  );
  return (run) => {
    const { notePath, modelId, reviewedNoteSha, failureReason = null } = run;
    const id = insertRun.run(
      notePath,
      modelId,
      run.runner,
      reviewedNoteSha,
      run.startedAt,
      run.telemetryJson,
      run.rawBundleMarkdown ?? null,
      run.debugLog ?? null,
    ).lastInsertRowid;
    const shaOf = new Map<string, string>();
    for (const [ordinal, { gateId, gateSha }] of run.gates.entries()) {
      shaOf.set(gateId, gateSha);
      insertGate.run(id, gateId, gateSha, ordinal);
    }
    for (const { gateId, decision, rationaleMarkdown, evidenceJson, reviewedAt, reviewKind } of run.reviews) {
      insertReview.run(
        id,
        notePath,
        gateId,
        modelId,
        decision,
        rationaleMarkdown,
        evidenceJson ?? null,
        shaOf.get(gateId),
        reviewedNoteSha,
        reviewedAt,
        reviewKind,
      );
    }
    endRun.run(failureReason === null ? "completed" : "failed", run.completedAt, failureReason, id);
    remember.run(run.key, run.oldRow, id);
  };
}

function acceptanceWriter(sqlite: Database, url: string): (event: ImportedAcceptance) => void {
  const findRun = sqlite
    .prepare<[string], RunId>("SELECT review_run_id FROM imported_rows WHERE row_sha = ?")
    .pluck();
  const findReview = sqlite
    .prepare<[RunId | undefined, string], GateReviewId>(
      "SELECT id FROM gate_reviews WHERE review_run_id = ? AND gate_id = ?",
    )
    .pluck();
  const insert = sqlite.prepare(
    `INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
       accepted_gate_sha, accepted_at, acceptance_kind, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remember = sqlite.prepare(
    "INSERT INTO imported_rows (row_sha, old_row, acceptance_event_id) VALUES (?, ?, ?)",
  );
  return (event) => {
    const { evidence, acceptanceKind, oldRow } = event;
    const reviewId = evidence && findReview.get(findRun.get(evidence.runKey), evidence.gateId);
    if (evidence && reviewId === undefined) {
      throw new LedgerConstraintError(url, `the review that ${oldRow} rests on was not imported`);
    }
    const { lastInsertRowid } = insert.run(
      event.notePath,
      event.gateId,
      event.modelId,
      reviewId ?? null,
      event.acceptedNoteSha,
      event.acceptedGateSha,
      event.acceptedAt,
      acceptanceKind,
      event.remark ?? null,
    );
    remember.run(event.key, oldRow, lastInsertRowid);
  };
}
