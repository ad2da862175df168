export type { Cli } from "./command-line/cli.ts";
export {
  type Command,
  type CommandContext,
  type CommandRun,
  defineCommand,
  type GlobalArgs,
} from "./command-line/command.ts";
export {
  allGatesOption,
  allowEmptyOption,
  effortOption,
  manyTexts,
  modelOption,
  noteOption,
  oneNumber,
  oneText,
  runnerOption,
  runOption,
  whereOption,
} from "./command-line/options.ts";
export { type OptionName, UsageError } from "./command-line/usage-error.ts";
export { gatesCommand, staleCommand } from "./commands/shared-commands.ts";
export { EXIT, exitCodeOf } from "./exit-codes.ts";
export { type Io, type OutputStream, processIo } from "./io.ts";
export { isYes } from "./output/ask.ts";
export { confirm } from "./output/confirm.ts";
export { describeFindings, readFindings } from "./output/describe-findings.ts";
export { jsonText } from "./output/json-text.ts";
export { print, printJson, tell } from "./output/print.ts";
export { printLongJson } from "./output/print-long-json.ts";
export { reportError, toErrorDocument } from "./output/report-error.ts";
export { shellWord } from "./output/shell-word.ts";
export { count, oneLine, painter, printable, type Style, shorten } from "./output/text.ts";
export { applicableGates } from "./pairs/applicable-gates.ts";
export { choosePartition, type ModelArgs } from "./pairs/choose-partition.ts";
export { changeReader, type SinceAcceptance } from "./pairs/since-acceptance.ts";
export {
  explainNothingStale,
  explainPartition,
  type GateArgs,
  requirePairs,
  type SelectionArgs,
  type StaleSelection,
  selectGates,
  selectStale,
} from "./pairs/stale-pairs.ts";
export { explainUnknown, unknownToJson } from "./pairs/unknown-scope.ts";
export { LARGEST_INPUT_BYTES, readInput } from "./read-input.ts";
export { runCli } from "./run-cli.ts";
export { isNamedByUser, requireSetting, reviewerSettings } from "./settings.ts";
export { agree, type Consent, collectRequests, newRequests } from "./trust/consent.ts";
export { type DescribedRequest, describeRequests } from "./trust/describe-requests.ts";
export { LedgerPlaceError, TrustFileError, TrustNeededError } from "./trust/trust-errors.ts";
export {
  type Agreement,
  forgetAgreement,
  readAgreement,
  readAgreements,
  trustFilePath,
} from "./trust/trust-file.ts";
export { type ExplainedPair, isAcknowledgeable } from "./views/explain-pair.ts";
export {
  type FixQueue,
  findingsOf,
  type LeftOut,
  type QueuedFix,
  readFixQueue,
  toFixEntry,
} from "./views/fix-queue.ts";
export { viewGates } from "./views/gates-view.ts";
export { newestAcceptance } from "./views/newest-acceptance.ts";
export { namePair, toPairDocument, viewPair } from "./views/pair-view.ts";
export { openRunsOf, summarizeStale, withDiffs } from "./views/stale-view.ts";
export {
  openLedgerOfRun,
  openLedgerToRead,
  openLedgerToWrite,
  openLedgerUnchanged,
  openWorkspace,
  type Workspace,
} from "./workspace.ts";
