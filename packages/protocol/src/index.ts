export { asidePlacer, weighAside } from "./aside/long-notes.ts";
export { NO_NOTE_BLOCK } from "./bundle-problem.ts";
export { anchorOf, anchorQuote, type QuoteAnchor } from "./findings/anchor-quote.ts";
export { contradictionOf, type FindingInput } from "./findings/finding-input.ts";
export { type KeyOf, newKeys } from "./findings/finding-key.ts";
export type {
  ClaimProblem,
  ClaimProblemCode,
  FindingProblem,
  FindingProblemCode,
} from "./findings/finding-problem.ts";
export type { IdentifiableFinding } from "./findings/folded-finding.ts";
export {
  type FindingIdentity,
  identifyFindings,
  type KnownFinding,
  keyWords,
} from "./findings/identify-findings.ts";
export { type Finding, parseFindings } from "./findings/parse-findings.ts";
export { type ProvenFinding, proveFindings } from "./findings/prove-findings.ts";
export { type ReadFindings, readFindings } from "./findings/read-findings.ts";
export type {
  FindingClaim,
  NoteVersion,
  PlacedQuote,
  Weighed,
  WeighedFinding,
} from "./findings/weigh-findings.ts";
export { firstProblems } from "./first-problems.ts";
export { findFrontMatter, frontMatterOpening, stripFrontMatter } from "./front-matter.ts";
export { bundleFromJson } from "./json-answer.ts";
export { ANSWER_SCHEMA } from "./json-form.ts";
export { nameOnOneLine } from "./names.ts";
export { type ExpectedNote, type NoteOutcome, parseBundle } from "./parse-bundle.ts";
export { parseGateReview } from "./parse-gate-review.ts";
export { GATE_REVIEW_CONTRACT } from "./prompt-contract.ts";
export { locateQuotes, type QuotePlace, standsPlainly } from "./quotes/locate-quotes.ts";
export { nearestPassageFinder, type Passage } from "./quotes/nearest-passage.ts";
export { wordsNotIn } from "./quotes/occurrences.ts";
export {
  type ColumnUnit,
  offsetFinder,
  type Position,
  placeReader,
  positionFinder,
  type QuotationPlace,
} from "./quotes/positions.ts";
export { strayFinder } from "./quotes/stray-words.ts";
export { type ReadOpinion, readOpinions } from "./read-opinions.ts";
export { renderBundle } from "./render-bundle.ts";
export { renderGateReview, renderRationale } from "./render-gate-review.ts";
export { renderPrompt, renderRepairPrompt, splitPrompt } from "./render-prompt.ts";
export {
  type QuestionedFinding,
  type QuestionedNote,
  renderSecondPrompt,
  type SecondRequest,
} from "./render-second-prompt.ts";
export {
  MOST_OF_A_PAIR,
  renderSettled,
  type Settled,
  type SettledBeside,
  type SettledByComment,
  type SettledFinding,
} from "./render-settled.ts";
export { foldName, nameFinder } from "./spelling.ts";
export { newToken } from "./token.ts";
