import {
  asItIs,
  type CommandRun,
  type GlobalArgs,
  type Io,
  nameLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printJson,
  printLines,
  tell,
  UsageError,
  wrapText,
} from "@review/cli-kit";
import {
  type DebugLogDocument,
  describeRunNote,
  describeSource,
  type RawBundleDocument,
  type RunDocument,
  viewDebugLog,
  viewRawBundle,
  viewRun,
} from "@review/views";
import { parseRunId } from "../arguments/run-id.ts";
import { describeAllFindings } from "../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { describeAge, describeSpan, describeTime } from "../terminal/describe-time.ts";
import { describeTelemetry } from "./show/describe-telemetry.ts";

export interface ShowArgs {
  run: string;
  raw?: boolean | undefined;
  log?: boolean | undefined;
}

/** Shows one run: its gates with decisions and findings, what is known of its reviewer, or the reviewer's own words. */
export const runShow: CommandRun<ShowArgs> = async (args, { io }) => {
  if (args.raw && args.log) throw new UsageError("give --raw or --log, not both");
  const runId = parseRunId(args.run);
  const workspace = await openWorkspace(args, io);
  await using ledger = await openLedgerToRead(workspace);
  if (args.raw) {
    const document = await viewRawBundle(ledger, runId);
    return printKept(args, io, document, document.rawBundleMarkdown, "raw bundle");
  }
  if (args.log) {
    const document = await viewDebugLog(ledger, runId);
    return printKept(args, io, document, document.debugLog, "debug log");
  }
  const run = await viewRun(workspace.corpus, ledger, runId);
  if (args.json) return printJson(io, run);
  printLines(io, describeRun(run, new Date(), io));
  const kept = [
    run.hasRawBundle && "--raw prints the raw bundle",
    run.hasDebugLog && "--log prints the debug log",
  ].filter((part) => typeof part === "string");
  if (kept.length > 0) tell(io, args, kept.join(", "));
};

function printKept(
  args: GlobalArgs,
  io: Io,
  document: RawBundleDocument | DebugLogDocument,
  text: string | null,
  name: string,
): undefined {
  if (args.json) printJson(io, document);
  else if (text === null) tell(io, args, `run ${document.id} keeps no ${name}`);
  else io.stdout.write(asItIs(io, text));
}

function describeRun(run: RunDocument, now: Date, io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const { id, status, fixture, modelId, runner, startedAt, completedAt, reviewedNoteSha, telemetry } = run;
  const took = completedAt && describeSpan(Date.parse(completedAt) - Date.parse(startedAt));
  const ended = took === undefined ? "" : `, ${status} after ${took}`;
  const facts: [string, string][] = [
    [fixture ? "fixture" : "note", `${describeRunNote(run)} (version ${reviewedNoteSha.slice(0, 12)})`],
    ["model", modelId],
    ["runner", runner],
    ["started", `${describeTime(startedAt)}, ${describeAge(startedAt, now)}${ended}`],
    ...(run.failureReason === undefined ? [] : [["reason", run.failureReason] satisfies [string, string]]),
  ];
  const known = telemetry ? describeTelemetry(telemetry, run) : [];
  const lines = [`run ${id}: ${status}`, ...layOutFacts(facts, io), "", ...describeGates(run, io)];
  if (known.length > 0) lines.push("", ...layOutFacts(known, io));
  if (status === "running") {
    lines.push("", paint("dim", `give it up: review-nested fail ${id} --remark TEXT`));
  }
  return lines;
}

function describeGates({ gates, notePath, status, modelId }: RunDocument, io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  return gates.flatMap(({ gateId, decision, attested, findings = [] }) => {
    if (decision === null) return [`${status === "running" ? "----" : "none"}  ${nameLine(gateId)}`];
    const title = `${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${nameLine(gateId)}`;
    const source = attested ? `, ${describeSource({ ...attested, modelId })}` : "";
    const why = attested?.remark === undefined ? "" : `: ${nameLine(attested.remark)}`;
    return [`${title}${source}${why}`, ...describeAllFindings(notePath, findings, io)];
  });
}

/** Names and values, the values aligned and broken at the edge of the terminal. */
function layOutFacts(facts: readonly (readonly [string, string])[], { stdout }: Io): string[] {
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const next = " ".repeat(width + 2);
  return facts.flatMap(([name, value]) =>
    wrapText(nameLine(value), stdout.columns, { first: `  ${name.padEnd(width)}`, next }),
  );
}
