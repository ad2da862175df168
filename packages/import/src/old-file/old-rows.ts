// Rows of the old scripts' file as they were found: every value is its text, null where there is none. Nothing
// enforced anything there, so nothing is certain of them; `../plan` makes sense of them.

/** Where a row is in its table: its rowid, or its id in a table without. */
export type OldHandle = number | string;

export interface OldRun {
  handle: OldHandle;
  id: string | null;
  notePath: string | null;
  modelId: string | null;
  runner: string | null;
  noteSha: string | null;
  noteCommit: string | null;
  startedAt: string | null;
  completedAt: string | null;
  status: string | null;
  failureReason: string | null;
  telemetry: string | null;
  /** UTF-8 bytes; so are all sizes here. */
  rawBundleSize: number | null;
  debugLogSize: number | null;
}

export interface OldRunGate {
  runId: string | null;
  gateId: string | null;
  gateSha: string | null;
}

export interface OldReview {
  handle: OldHandle;
  id: string | null;
  runId: string | null;
  notePath: string | null;
  gateId: string | null;
  modelId: string | null;
  decision: string | null;
  gateSha: string | null;
  noteSha: string | null;
  noteCommit: string | null;
  reviewedAt: string | null;
  kind: string | null;
  rationaleSize: number | null;
  /** 1 if the rationale is nothing but white space, or none. */
  isBlank: 0 | 1;
  evidenceSize: number | null;
  /** 1 if the evidence can be kept as JSON; 0 also where there is none. */
  evidenceIsJson: 0 | 1;
}

export interface OldAcceptance {
  id: string | null;
  notePath: string | null;
  gateId: string | null;
  modelId: string | null;
  reviewId: string | null;
  noteSha: string | null;
  noteCommit: string | null;
  gateSha: string | null;
  acceptedAt: string | null;
  kind: string | null;
}

/** A column in which some values are not of the type they should be: numbers or blobs for texts, texts for ids. */
export interface OddColumn {
  /** `table.column`. */
  column: string;
  rows: number;
}

/** Everything of an old file but its long texts, each table in the order of its ids. */
export interface OldHistory {
  runs: OldRun[];
  /** By run, then in the order in which the gates were asked for. */
  gates: OldRunGate[];
  reviews: OldReview[];
  acceptances: OldAcceptance[];
  /** Known tables and columns (`table.column`) that the file does not have. */
  missing: string[];
  /** Tables and columns (`table.column`) that nobody knows. */
  unknown: string[];
  odd: OddColumn[];
}

export interface OldRunTexts {
  rawBundle: string | null;
  debugLog: string | null;
}

export interface OldReviewTexts {
  rationale: string | null;
  evidence: string | null;
}
