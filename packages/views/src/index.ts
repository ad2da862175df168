export {
  findGateProblems,
  findNoteProblems,
  type GateFindings,
  type NoteFindings,
} from "./corpus-findings.ts";
export { resolveFindingKeys } from "./finding-keys.ts";
export {
  type Finding,
  type Quotation,
  type QuotationPlace,
  viewFindings,
  type WaivedFinding,
} from "./findings.ts";
export type { FixQuestion } from "./fix-question.ts";
export { type FixEntry, type FixQueueDocument, type LeftOut, viewFixQueue } from "./fix-queue-document.ts";
export { type FixSummaryDocument, summarizeFixQueue } from "./fix-summary-document.ts";
export { applicableGates } from "./gates/applicable-gates.ts";
export { type GatesDocument, viewGates } from "./gates/gates-document.ts";
export {
  type NoteGateEntry,
  type NoteGatesDocument,
  viewNoteGates,
} from "./gates/note-gates-document.ts";
export { selectGates } from "./gates/select-gates.ts";
export { findMoves } from "./moved/find-moves.ts";
export { findNamedMoves } from "./moved/find-named-moves.ts";
export { type FoundMove, type Move, renamed } from "./moved/move.ts";
export { movedFromFinder } from "./moved/moved-from.ts";
export {
  type AcknowledgeablePair,
  acceptedUnder,
  acknowledgeablePairs,
  keepReviewed,
  type ReviewedPair,
  selectCohort,
  selectTrivial,
} from "./pairs/acknowledgeable.ts";
export { type ExplainedPair, isAcknowledgeable } from "./pairs/explain-pair.ts";
export { namePair, type PairDocument, viewPair } from "./pairs/pair-document.ts";
export { requirePairs, type StaleQuestion, type StaleSelection, selectStale } from "./pairs/select-stale.ts";
export { changeReader, type SinceAcceptance } from "./pairs/since-acceptance.ts";
export {
  countReasons,
  openRunsOf,
  type StaleDocument,
  type StaleEntry,
  staleEntries,
  summarizeStale,
} from "./pairs/stale-document.ts";
export { countStanding, type StandingFindings, type StandingQuestion } from "./pairs/standing-findings.ts";
export { type UnknownScopeEntry, unknownScopeEntries } from "./pairs/unknown-scope.ts";
export { QuestionError, type QuestionProblem } from "./question-error.ts";
export {
  type History,
  type HistoryDocument,
  type HistoryEntry,
  viewHistory,
} from "./runs/history-document.ts";
export {
  type CompletedDocument,
  type CompletionDocument,
  type ProgressDocument,
  viewCompleted,
  viewCompletion,
  viewProgress,
  viewWritten,
  type WrittenDocument,
} from "./runs/progress-document.ts";
export {
  type DebugLogDocument,
  type RawBundleDocument,
  type RunDocument,
  viewDebugLog,
  viewRawBundle,
  viewRun,
} from "./runs/run-document.ts";
export { type RunEntry, type RunsDocument, viewRuns } from "./runs/runs-document.ts";
export { shortenFixQueue } from "./shorten-fix-queue.ts";
