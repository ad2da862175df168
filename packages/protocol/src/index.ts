export type { BundleProblem, BundleStructureProblemCode } from "./bundle-problem.ts";
export { type Finding, parseFindings } from "./finding.ts";
export { findFrontMatter, frontMatterOpening } from "./front-matter.ts";
export { nameOnOneLine } from "./names.ts";
export {
  type ExpectedNote,
  type GateReviewBlock,
  type NoteOutcome,
  parseBundle,
} from "./parse-bundle.ts";
export {
  type GateReviewProblem,
  type GateReviewProblemCode,
  type GateReviewResult,
  parseGateReview,
} from "./parse-gate-review.ts";
export { GATE_REVIEW_CONTRACT } from "./prompt-contract.ts";
export { type BundleNote, renderBundle } from "./render-bundle.ts";
export { type GateReviewContent, renderGateReview } from "./render-gate-review.ts";
export {
  type PromptGate,
  type PromptLink,
  type PromptNote,
  type PromptRequest,
  renderPrompt,
} from "./render-prompt.ts";
export { foldName, nameFinder } from "./spelling.ts";
export { newToken } from "./token.ts";
