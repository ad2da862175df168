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
export { UsageError } from "./command-line/usage-error.ts";
export { gatesCommand, staleCommand } from "./commands/shared-commands.ts";
export { EXIT, exitCodeOf } from "./exit-codes.ts";
export { type Io, type OutputStream, processIo } from "./io.ts";
export { isYes } from "./output/ask.ts";
export { confirm } from "./output/confirm.ts";
export { describeFindings, readFindings } from "./output/describe-findings.ts";
export { jsonText } from "./output/json-text.ts";
export { print, printJson, tell } from "./output/print.ts";
export { printLongJson } from "./output/print-long-json.ts";
export { reportError } from "./output/report-error.ts";
export { shellWord } from "./output/shell-word.ts";
export { count, oneLine, painter, printable, type Style, shorten } from "./output/text.ts";
export { applicableGates } from "./pairs/applicable-gates.ts";
export { changeReader, type SinceAcceptance, unifiedDiff } from "./pairs/since-acceptance.ts";
export {
  explainPartition,
  type GateArgs,
  type SelectionArgs,
  type StaleSelection,
  selectGates,
  selectStale,
} from "./pairs/stale-pairs.ts";
export { LARGEST_INPUT_BYTES } from "./read-input.ts";
export { requireSurroundings } from "./require-surroundings.ts";
export { runCli } from "./run-cli.ts";
export { requireSetting, reviewerSettings } from "./settings.ts";
export {
  openLedgerOfRun,
  openLedgerToRead,
  openLedgerToWrite,
  openLedgerUnchanged,
  openWorkspace,
  type Workspace,
} from "./workspace.ts";
