export { applicableGates } from "./applicable-gates.ts";
export { isYes } from "./ask.ts";
export type { Cli } from "./cli.ts";
export {
  type Command,
  type CommandContext,
  type CommandRun,
  defineCommand,
  type GlobalArgs,
} from "./command.ts";
export { confirm } from "./confirm.ts";
export { describeFindings, readFindings } from "./describe-findings.ts";
export { EXIT, exitCodeOf } from "./exit-codes.ts";
export { type Io, type OutputStream, processIo } from "./io.ts";
export { jsonText } from "./json-text.ts";
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
} from "./options.ts";
export { print, printJson, tell } from "./print.ts";
export { printLongJson } from "./print-long-json.ts";
export { reportError } from "./report-error.ts";
export { runCli } from "./run-cli.ts";
export { requireSetting, reviewerSettings } from "./settings.ts";
export { gatesCommand, staleCommand } from "./shared-commands.ts";
export { shellWord } from "./shell-word.ts";
export { changeReader, type SinceAcceptance, unifiedDiff } from "./since-acceptance.ts";
export {
  explainPartition,
  type GateArgs,
  type SelectionArgs,
  type StaleSelection,
  selectGates,
  selectStale,
} from "./stale-pairs.ts";
export { count, oneLine, painter, printable, type Style, shorten } from "./text.ts";
export { UsageError } from "./usage-error.ts";
export {
  openLedgerOfRun,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  type Workspace,
} from "./workspace.ts";
