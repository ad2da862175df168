// The entry of the JSON schemas, which scripts/checks/json-schemas.test.ts writes: knip knows it.
import type { ErrorDocument } from "@review/cli-kit";
import type {
  CompletedDocument,
  CompletionDocument,
  GatesDocument,
  NoteGatesDocument,
  ProgressDocument,
  StaleDocument,
  StaleSummaryDocument,
  WrittenDocument,
} from "@review/views";
import type { CreatedDocument } from "./commands/create/created-document.ts";
import type { FailedDocument } from "./commands/fail.ts";
import type { InstructionsDocument } from "./commands/instructions.ts";
import type { CreatedAnswer, FixQueuePage, GatesPage, PairAnswer, StalePage } from "./mcp/answers.ts";

/** What each command of `review-split` prints with `--json`, but for `schema`. */
export interface SplitDocuments {
  create: CreatedDocument;
  error: ErrorDocument;
  fail: FailedDocument;
  finalize: CompletedDocument;
  "finalize --check": CompletionDocument;
  gates: GatesDocument;
  "gates NOTE": NoteGatesDocument;
  instructions: InstructionsDocument;
  stale: StaleDocument;
  "stale --summary": StaleSummaryDocument;
  status: ProgressDocument;
  write: WrittenDocument;
}

/** What each tool of `review-split mcp` gives, but for `schema`. */
export interface ToolDocuments {
  create: CreatedAnswer;
  error: ErrorDocument;
  fail: FailedDocument;
  finalize: CompletedDocument | CompletionDocument;
  gates: GatesPage;
  stale: StalePage;
  status: ProgressDocument;
  warns: FixQueuePage;
  why: PairAnswer;
  write: WrittenDocument;
}
