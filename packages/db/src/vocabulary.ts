/** The statuses of a run. `running` is left once and never entered again. */
export const RUN_STATUSES = ["running", "completed", "failed"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What a reviewer can decide. */
export const REVIEWER_DECISIONS = ["pass", "warn", "fail", "error"] as const;
export type ReviewerDecision = (typeof REVIEWER_DECISIONS)[number];

/** The decisions of a gate review. `unknown` exists only for imported history. */
export const DECISIONS = [...REVIEWER_DECISIONS, "unknown"] as const;
export type Decision = (typeof DECISIONS)[number];

/** The decisions that cover a requested gate and can be accepted. */
export const ACCEPTABLE_DECISIONS = ["pass", "warn", "fail"] as const;
export type AcceptableDecision = (typeof ACCEPTABLE_DECISIONS)[number];

/** How bad a finding is: what a gate warns of occurs in a limited way, or clearly. */
export const FINDING_SEVERITIES = ["warn", "fail"] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** What the owner of the notes decides about a finding: to let it stand, or no more. */
export const WAIVER_KINDS = ["waived", "unwaived"] as const;
export type WaiverKind = (typeof WAIVER_KINDS)[number];

/** What is decided about a gate by its fixtures: that what it finds does not count, or that it counts again. */
export const QUARANTINE_KINDS = ["quarantined", "lifted"] as const;
export type QuarantineKind = (typeof QUARANTINE_KINDS)[number];

/** What a second reviewer says of a finding: that it holds, or that it does not. */
export const OPINION_KINDS = ["confirmed", "disputed"] as const;
export type OpinionKind = (typeof OPINION_KINDS)[number];

/** Where a gate review comes from: `attested` is what the lock says that somebody else was told. */
export const REVIEW_KINDS = ["full-review", "manual-import", "attested"] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** Why a pair holds, or, `withdrawn`, why it holds no more. */
export const ACCEPTANCE_KINDS = [
  "full-review",
  "trivial-change-ack",
  "gate-migration",
  "manual-override",
  "migration-import",
  "manual-ack",
  "withdrawn",
  "attested",
] as const;
export type AcceptanceKind = (typeof ACCEPTANCE_KINDS)[number];

/** The acceptance kinds that a person gives; the others come from recording and from imports. */
export const ACKNOWLEDGEMENT_KINDS = [
  "trivial-change-ack",
  "manual-ack",
  "gate-migration",
  "manual-override",
] as const satisfies readonly AcceptanceKind[];

/** How a shared sweep ends: each of its batches is done, somebody cancelled it, or going on was of no use. */
export type SweepEnding = "finished" | "cancelled" | "stopped";

/** The runner of what is taken in from the lock, and of nothing else. */
export const LOCK_RUNNER = "lock";

/** How we know which model answered; what a model says of itself is not in the list. */
export const MODEL_EVIDENCE = ["observed", "declared"] as const;
export type ModelEvidence = (typeof MODEL_EVIDENCE)[number];

/** The services, and kinds of services, that can be asked without a client; `SERVICE/` may stand before a model's name. */
export const API_PROVIDERS = ["anthropic", "openai", "google", "openai-compatible"] as const;
export type ApiProvider = (typeof API_PROVIDERS)[number];

/**
 * Where fixtures of gates stand as notes, in runs and before their reviewers: a path that no note has, and that does not say what is
 * expected. Whatever asks for notes leaves out those below it: see `isFixturePath`.
 */
export const FIXTURE_FOLDER = ".review/notes";

/** Whether the path of a note is that of a fixture. The one home of the question. */
export const isFixturePath = (notePath: string): boolean => notePath.startsWith(`${FIXTURE_FOLDER}/`);

declare const modelIdBrand: unique symbol;

/** The name of a model partition. Only `modelPartition` of `@review/lifecycle` makes one. */
export type ModelId = string & { readonly [modelIdBrand]: true };

/** Where the results of checks are, which no model gives: no model name leads here. */
export const CHECKS_PARTITION = "checks" as ModelId;

/** Whether a text is the name of a partition, as `modelPartition` makes them. The one home of the question. */
export const isModelId = (text: string): text is ModelId => /^[_-]*[a-z0-9][a-z0-9_-]*$/.test(text);

export type RunId = number;
export type GateReviewId = number;
export type AcceptanceEventId = number;
export type FindingId = number;
export type WaiverId = number;
export type QuarantineId = number;
export type SampleId = number;
export type OpinionId = number;
export type SweepId = number;

/** The exact text behind a content sha (SHA-256, hex). */
export interface Snapshot {
  sha: string;
  text: string;
}
