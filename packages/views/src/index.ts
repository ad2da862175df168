export type { Agreement, DecisionTable } from "./comparison/agreement.ts";
export {
  type ComparedJudgement,
  type ComparedModel,
  type ComparisonDocument,
  type DifferingPair,
  viewComparison,
} from "./comparison/comparison-document.ts";
export {
  findGateProblems,
  findNoteProblems,
  type GateFindings,
  type NoteFindings,
} from "./corpus-findings.ts";
export { COST_KEYS, type CostKey, type CostRow, type Costs } from "./costs/cost-counter.ts";
export { type CostsDocument, viewCosts } from "./costs/costs-document.ts";
export {
  counts,
  type DisputedFinding,
  type Finding,
  type Quotation,
  type QuotationPlace,
  type ResolvedFinding,
  type Settlement,
  viewFindings,
  viewResolved,
  type WaivedFinding,
  worstOf,
} from "./finding.ts";
export { resolveFindingKeys } from "./finding-keys.ts";
export type { FixQuestion } from "./fix-question.ts";
export { type FixEntry, type FixQueueDocument, type LeftOut, viewFixQueue } from "./fix-queue-document.ts";
export { type FindingCounts, type FixSummaryDocument, summarizeFixQueue } from "./fix-summary-document.ts";
export { draftFixture, type FixtureDraft } from "./fixtures/fixture-draft.ts";
export {
  type GateTestsDocument,
  type GateTestsQuestion,
  readFixtureReviews,
  viewGateTests,
  viewTestedGates,
} from "./fixtures/gate-tests-document.ts";
export { testsAsJunit } from "./fixtures/gate-tests-junit.ts";
export {
  DEFAULT_LIMITS,
  type GateTest,
  isRightDecision,
  type TestLimits,
  type WrongFixture,
} from "./fixtures/judge-gate.ts";
export { type Share, shareOf } from "./fixtures/wilson.ts";
export { applicableGates } from "./gates/applicable-gates.ts";
export type { FindingFates, GateCard, SecondOpinions } from "./gates/gate-card.ts";
export {
  type GateReportDocument,
  type GateReportQuestion,
  viewGateReport,
} from "./gates/gate-report-document.ts";
export { type GatesDocument, viewGates } from "./gates/gates-document.ts";
export {
  type NoteGateEntry,
  type NoteGatesDocument,
  viewNoteGates,
} from "./gates/note-gates-document.ts";
export { gatesForModel, type ModelGates, selectGates, selectModelGates } from "./gates/select-gates.ts";
export type { GroupKey, Groups } from "./groups/group-entries.ts";
export {
  type ReviewedCounts,
  type ReviewedEntry,
  type ReviewedSummary,
  summarizeReviewed,
} from "./groups/reviewed-summary.ts";
export { describeSource } from "./lock/describe-source.ts";
export { type AskedEarlierEntries, viewEarlierEntries } from "./lock/earlier-entries.ts";
export { type LockContent, viewLock } from "./lock/lock-content.ts";
export { type LockedBefore, lockedBeforeFinder } from "./lock/locked-before.ts";
export { type NotTakenIn, viewNotTakenIn } from "./lock/not-taken-in.ts";
export { pairsThere } from "./lock/pairs-there.ts";
export { refusedLine, rekeyedLine } from "./lock/refused-among.ts";
export type { ReopenedEntry, ReopenedInLock } from "./lock/reopened-in-lock.ts";
export { findMoves } from "./moved/find-moves.ts";
export { findNamedMoves } from "./moved/find-named-moves.ts";
export { type CarriedEvent, type FoundMove, type Move, renamed, type WhyLeft } from "./moved/move.ts";
export { movedFromFinder } from "./moved/moved-from.ts";
export { countTrivialEdits } from "./moved/trivial-edits.ts";
export { namePairOrRenamed } from "./name-pair-or-renamed.ts";
export { viewPageCosts } from "./page/page-costs.ts";
export type {
  PageCosts,
  PageDocument,
  PageEntry,
  PageGate,
  PageNote,
  PagePair,
  PageVerdict,
} from "./page/page-document.ts";
export { type PageMemory, pageMemory } from "./page/page-memory.ts";
export { type PageChange, type PageNoteDocument, pageNoteViewer } from "./page/page-note-document.ts";
export { type PageRunDocument, viewPageRun } from "./page/page-run-document.ts";
export { type PageRunsDocument, type PageRunsQuestion, viewPageRuns } from "./page/page-runs.ts";
export { type PageQuestion, viewPage, viewPageSweeps } from "./page/view-page.ts";
export {
  type AcknowledgeablePair,
  acceptedUnder,
  acknowledgeablePairs,
  keepReviewed,
  type ReviewedPair,
  selectCohort,
  selectTrivial,
  type WhyLeftOut,
} from "./pairs/acknowledgeable.ts";
export { isBothChanged } from "./pairs/both-changed.ts";
export { type ExplainedPair, isAcknowledgeable } from "./pairs/explain-pair.ts";
export { type NewlySettled, newlySettled } from "./pairs/newly-settled.ts";
export { overriddenPairs } from "./pairs/overridden-pairs.ts";
export { namePair, type PairDocument, viewPair } from "./pairs/pair-document.ts";
export { requirePairs, type StaleQuestion, type StaleSelection, selectStale } from "./pairs/select-stale.ts";
export { changeReader, newChangeReader, type SinceAcceptance } from "./pairs/since-acceptance.ts";
export {
  countReasons,
  type OpenRun,
  openRunsOf,
  type StaleDocument,
  type StaleEntry,
  staleEntries,
  summarizeStale,
} from "./pairs/stale-document.ts";
export {
  type StaleCounts,
  type StaleSummaryDocument,
  viewStaleSummary,
} from "./pairs/stale-summary-document.ts";
export {
  countStanding,
  pairKey,
  type StandingFindings,
  type StandingQuestion,
} from "./pairs/standing-findings.ts";
export { type UnknownScopeEntry, unknownScopeEntries } from "./pairs/unknown-scope.ts";
export { jsonText } from "./printed/json-text.ts";
export { ACTING, lineWithNames, nameLine, oneLine, printable } from "./printed/printable.ts";
export type { ReportFormat } from "./projections/formats.ts";
export { markdown as summarizeReport, SUMMARY_BYTES } from "./projections/markdown.ts";
export { PROJECTIONS } from "./projections/projections.ts";
export { type QuarantineBase, readQuarantineBase } from "./quarantine/quarantine-base.ts";
export type { Quarantined } from "./quarantine/quarantined-gates.ts";
export {
  type KnownQuarantines,
  readKnownQuarantines,
  readLockedQuarantines,
} from "./quarantine/read-quarantines.ts";
export { QuestionError, type QuestionProblem } from "./question-error.ts";
export { nameNote, whyNoGate } from "./recorded-names.ts";
export { type FailOn, pairsOfQueue, unknownPairs, unseenPaths } from "./report/found-pairs.ts";
export { type FoundPair, makeReport } from "./report/make-report.ts";
export type {
  ReportDocument,
  ReportedFinding,
  ReportedGate,
  ReportedPair,
  ReportedPlace,
  ReportedProblem,
  ReportedQuotation,
} from "./report/report-document.ts";
export { standingPairs } from "./report/standing-pairs.ts";
export { fixtureFinder, type RunFixture } from "./run-fixture.ts";
export { type CompletedDocument, viewCompleted } from "./runs/completed-document.ts";
export {
  type History,
  type HistoryDocument,
  type HistoryEntry,
  viewHistory,
} from "./runs/history-document.ts";
export {
  type CompletionDocument,
  type ProgressDocument,
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
export type { WaiverEntry } from "./runs/waiver-history.ts";
export { acceptedBefore } from "./sample/accepted-before.ts";
export { type Drawn, drawSample } from "./sample/draw-sample.ts";
export { flipsAtMost, type Stratum } from "./sample/flip-bound.ts";
export { type CohortPair, isFlip, readSampleCohort, type SampleCohort } from "./sample/sample-cohort.ts";
export type { SampleFigures } from "./sample-figures.ts";
export { type SettlingComment, settlingComment } from "./settling-comment.ts";
export { shortenFixQueue } from "./shorten-fix-queue.ts";
export {
  type SharedSweepEntry,
  type SharedSweepsDocument,
  viewSharedSweeps,
} from "./sweeps/shared-sweeps-document.ts";
export { leftOf } from "./verdict-reader.ts";
export type { ChangedOf } from "./verify/changed-pairs.ts";
export { UNMET_KINDS, type UnmetKind } from "./verify/decide-pair.ts";
export { ledgerSource } from "./verify/ledger-source.ts";
export { lockSource } from "./verify/lock-source.ts";
export type { IdleAllowance, Verification } from "./verify/verification.ts";
export { type VerifyQuestion, verify } from "./verify/verify.ts";
export {
  type UnmetCounts,
  type UnmetPair,
  type VerifyDocument,
  viewVerification,
} from "./verify/verify-document.ts";
export { type PolicyChanges, type SettledPolicy, settlePolicy } from "./verify/verify-policy.ts";
export { pairsOfVerification } from "./verify/verify-report.ts";
export { summarizeVerification, type VerifySummaryDocument } from "./verify/verify-summary-document.ts";
export { OVERRIDE_TAKEN_BACK, TAKEN_BACK } from "./words/taken-back.ts";
export {
  decidedAt,
  decisionOf,
  describeAcceptanceKind,
  describeBound,
  describeOutdated,
  describeRunNote,
  describeSample,
  describeSweepProgress,
  describeWaiverKind,
  describeWaiverTerms,
  LEFT_OUT_WORDS,
  oldestFirst,
  percent,
  percentRange,
  withCommas,
} from "./words/words.ts";
export { changedShare } from "./worth/changed-share.ts";
export { gateYields } from "./worth/gate-yields.ts";
export { type PairWorth, pairWorths } from "./worth/pair-worths.ts";
