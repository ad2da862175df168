import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type {
  AcceptableDecision,
  AcceptanceKind,
  Decision,
  ModelId,
  ReviewKind,
  RunStatus,
} from "../../vocabulary.ts";

// What Drizzle needs to know to build queries. The constraints, indexes and triggers stand in the
// migrations alone; a test compares the columns of both.

export const snapshots = sqliteTable("snapshots", {
  sha: text().primaryKey(),
  text: text().notNull(),
});

export const reviewRuns = sqliteTable("review_runs", {
  id: integer().primaryKey({ autoIncrement: true }),
  notePath: text("note_path").notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  runner: text().notNull(),
  reviewedNoteSha: text("reviewed_note_sha").notNull(),
  startedAt: text("started_at").notNull(),
  completedAt: text("completed_at"),
  status: text().$type<RunStatus>().notNull().default("running"),
  failureReason: text("failure_reason"),
  telemetryJson: text("telemetry_json"),
  rawBundleMarkdown: text("raw_bundle_markdown"),
  debugLog: text("debug_log"),
});

export const reviewRunGates = sqliteTable(
  "review_run_gates",
  {
    reviewRunId: integer("review_run_id").notNull(),
    gateId: text("gate_id").notNull(),
    gateSha: text("gate_sha").notNull(),
    ordinal: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.reviewRunId, table.gateId] })],
);

export const gateReviews = sqliteTable("gate_reviews", {
  id: integer().primaryKey({ autoIncrement: true }),
  reviewRunId: integer("review_run_id").notNull(),
  notePath: text("note_path").notNull(),
  gateId: text("gate_id").notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  decision: text().$type<Decision>().notNull(),
  rationaleMarkdown: text("rationale_markdown").notNull(),
  evidenceJson: text("evidence_json"),
  gateSha: text("gate_sha").notNull(),
  reviewedNoteSha: text("reviewed_note_sha").notNull(),
  reviewedAt: text("reviewed_at").notNull(),
  reviewKind: text("review_kind").$type<ReviewKind>().notNull(),
});

export const acceptanceEvents = sqliteTable("acceptance_events", {
  id: integer().primaryKey({ autoIncrement: true }),
  notePath: text("note_path").notNull(),
  gateId: text("gate_id").notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  acceptedReviewId: integer("accepted_review_id"),
  acceptedNoteSha: text("accepted_note_sha").notNull(),
  acceptedGateSha: text("accepted_gate_sha").notNull(),
  acceptedAt: text("accepted_at").notNull(),
  acceptanceKind: text("acceptance_kind").$type<AcceptanceKind>().notNull(),
  overrideDecision: text("override_decision").$type<AcceptableDecision>(),
  remark: text(),
});

export const importedRows = sqliteTable("imported_rows", {
  rowSha: text("row_sha").notNull(),
  oldRow: text("old_row").notNull(),
  reviewRunId: integer("review_run_id"),
  acceptanceEventId: integer("acceptance_event_id"),
});
