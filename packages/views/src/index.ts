export { readFindings } from "./findings.ts";
export {
  type FixQueue,
  findingsOf,
  type LeftOut,
  type QueuedFix,
  readFixQueue,
  toFixEntry,
} from "./fix-queue.ts";
export { applicableGates } from "./gates/applicable-gates.ts";
export { viewGates } from "./gates/gates-document.ts";
export { selectGates } from "./gates/select-gates.ts";
export { newestAcceptance } from "./newest-acceptance.ts";
export { type ExplainedPair, isAcknowledgeable } from "./pairs/explain-pair.ts";
export { namePair, toPairDocument, viewPair } from "./pairs/pair-document.ts";
export { requirePairs, type StaleQuestion, type StaleSelection, selectStale } from "./pairs/select-stale.ts";
export { changeReader, type SinceAcceptance } from "./pairs/since-acceptance.ts";
export { countReasons, openRunsOf, summarizeStale, withDiffs } from "./pairs/stale-document.ts";
export { unknownScopeEntries } from "./pairs/unknown-scope.ts";
export { QuestionError, type QuestionProblem } from "./question-error.ts";
