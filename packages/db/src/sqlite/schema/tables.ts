import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type {
  AcceptableDecision,
  AcceptanceKind,
  Decision,
  FindingSeverity,
  ModelId,
  OpinionKind,
  QuarantineKind,
  ReviewKind,
  RunStatus,
  WaiverKind,
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

export const gatesWithoutQuotes = sqliteTable(
  "gates_without_quotes",
  {
    reviewRunId: integer("review_run_id").notNull(),
    gateId: text("gate_id").notNull(),
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

export const findings = sqliteTable("findings", {
  id: integer().primaryKey({ autoIncrement: true }),
  gateReviewId: integer("gate_review_id").notNull(),
  ordinal: integer().notNull(),
  severity: text().$type<FindingSeverity>().notNull(),
  message: text().notNull(),
  suggestion: text(),
  key: text().notNull(),
  continuesFindingId: integer("continues_finding_id"),
});

export const findingQuotes = sqliteTable(
  "finding_quotes",
  {
    findingId: integer("finding_id").notNull(),
    ordinal: integer().notNull(),
    exact: text().notNull(),
    prefix: text().notNull(),
    suffix: text().notNull(),
    startOffset: integer("start_offset").notNull(),
    endOffset: integer("end_offset").notNull(),
    startLine: integer("start_line").notNull(),
    startColumn: integer("start_column").notNull(),
    endLine: integer("end_line").notNull(),
    endColumn: integer("end_column").notNull(),
  },
  (table) => [primaryKey({ columns: [table.findingId, table.ordinal] })],
);

export const waivers = sqliteTable("waivers", {
  id: integer().primaryKey({ autoIncrement: true }),
  key: text().notNull(),
  kind: text().$type<WaiverKind>().notNull(),
  severity: text().$type<FindingSeverity>(),
  reason: text().notNull(),
  author: text(),
  untilDate: text("until_date"),
  decidedAt: text("decided_at").notNull(),
});

export const gateQuarantines = sqliteTable("gate_quarantines", {
  id: integer().primaryKey({ autoIncrement: true }),
  gateId: text("gate_id").notNull(),
  gateSha: text("gate_sha").notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  kind: text().$type<QuarantineKind>().notNull(),
  reason: text().notNull(),
  evidenceJson: text("evidence_json").notNull(),
  decidedAt: text("decided_at").notNull(),
});

export const opinions = sqliteTable("opinions", {
  id: integer().primaryKey({ autoIncrement: true }),
  findingId: integer("finding_id").notNull(),
  kind: text().$type<OpinionKind>().notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  runner: text().notNull(),
  reason: text().notNull(),
  telemetryJson: text("telemetry_json"),
  saidAt: text("said_at").notNull(),
});

export const samples = sqliteTable("samples", {
  id: integer().primaryKey({ autoIncrement: true }),
  gateId: text("gate_id").notNull(),
  gateSha: text("gate_sha").notNull(),
  modelId: text("model_id").$type<ModelId>().notNull(),
  seed: text().notNull(),
  population: integer().notNull(),
  flipsAtMost: integer("flips_at_most").notNull(),
  confidence: real().notNull(),
  takenAt: text("taken_at").notNull(),
});

export const sampleReviews = sqliteTable(
  "sample_reviews",
  {
    sampleId: integer("sample_id").notNull(),
    acceptanceEventId: integer("acceptance_event_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.sampleId, table.acceptanceEventId] })],
);

export const sampledAcceptances = sqliteTable("sampled_acceptances", {
  acceptanceEventId: integer("acceptance_event_id").primaryKey(),
  sampleId: integer("sample_id").notNull(),
});

export const importedRows = sqliteTable("imported_rows", {
  rowSha: text("row_sha").notNull(),
  oldRow: text("old_row").notNull(),
  reviewRunId: integer("review_run_id"),
  acceptanceEventId: integer("acceptance_event_id"),
});
