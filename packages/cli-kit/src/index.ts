export {
  chooseNamedPartitions,
  choosePartitions,
  explainModel,
  type ModelArgs,
} from "./choose-partitions.ts";
export {
  type Command,
  type CommandContext,
  type CommandRun,
  defineCommand,
  type GlobalArgs,
} from "./command-line/command.ts";
export * as option from "./command-line/options.ts";
export { gatesCommand, staleCommand } from "./commands/shared-commands.ts";
export { EXIT, exitCodeOf } from "./errors/exit-codes.ts";
export { NoteChangedError } from "./errors/note-changed-error.ts";
export { OutputFileError } from "./errors/output-file-error.ts";
export { withoutEnd } from "./errors/text-too-long.ts";
export { LedgerPlaceError, TrustFileError, TrustNeededError } from "./errors/trust-errors.ts";
export { type OptionName, UsageError } from "./errors/usage-error.ts";
export { openWorkspace, type Workspace } from "./open-workspace.ts";
export { damageOf, withAdvice } from "./output/advice.ts";
export { type ChosenOutput, chooseOutput } from "./output/choose-output.ts";
export { confirm } from "./output/confirm.ts";
export { describeFinding } from "./output/describe-finding.ts";
export { type AmountColumn, describeGroups } from "./output/describe-groups.ts";
export { explainChanged } from "./output/explain-changed.ts";
export {
  explainBroken,
  explainHidden,
  explainLeftOut,
  explainNothingStale,
  explainNotListed,
  explainPartitions,
  explainUnknown,
  explainUnknownKeys,
} from "./output/explain-selection.ts";
export { explainUnknownModel, type UnknownModel } from "./output/explain-unknown-model.ts";
export { asItIs, print, printJson, printLines, printText, tell, writeTalk } from "./output/print.ts";
export { printLongJson } from "./output/print-long-json.ts";
export { type ErrorDocument, errorToTell, reportError, toErrorDocument } from "./output/report-error.ts";
export { type ReportArgs, type ReportOutput, reportOutput } from "./output/report-output.ts";
export { requireNoSymlinkTo, requireOutput } from "./output/require-output.ts";
export { explainLeft, explainMoreGroups, screenful } from "./output/screenful.ts";
export { nameWord, optionWords, shellWord } from "./output/shell-word.ts";
export { slowProgress } from "./output/slow-progress.ts";
export { type Cell, layOutTable } from "./output/table.ts";
export {
  count,
  describeSize,
  displayWidth,
  lineWithNames,
  nameLine,
  oneLine,
  painter,
  printable,
  type Style,
  shorten,
} from "./output/text.ts";
export { wrapCommand, wrapTalk, wrapText } from "./output/wrap-text.ts";
export { writeAtomically } from "./output/write-atomically.ts";
export { type Io, processIo } from "./process/io.ts";
export { LARGEST_INPUT_BYTES, readInput } from "./process/read-input.ts";
export { USUAL_WIDTH } from "./process/terminal-width.ts";
export { isYes } from "./process/yes.ts";
export { requireSurroundings } from "./require-surroundings.ts";
export { runCli } from "./run-cli.ts";
export { isNamedByUser, requireSetting, reviewerSettings } from "./settings.ts";
export type { RefusedOfLock } from "./take-in-lock.ts";
export { agree, type Consent, collectRequests, newRequests } from "./trust/consent.ts";
export { describeLength } from "./trust/describe-length.ts";
export { describeRequests } from "./trust/describe-requests.ts";
export { forgetAgreement, readAgreement, readAgreements, trustFilePath } from "./trust/trust-file.ts";
export { unseenCode } from "./unseen-code.ts";
export {
  hasLock,
  type LockUse,
  openLedgerOfRun,
  openLedgerToRead,
  openLedgerToWrite,
  openLedgerUnchanged,
} from "./workspace.ts";
