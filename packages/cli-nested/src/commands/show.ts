import {
  type CommandRun,
  type Io,
  oneLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printable,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { getRun, getRunOutput, type RunDetails } from "@review/db";
import { readFindings } from "@review/views";
import { parseRunId } from "../arguments/run-id.ts";
import { describeAllFindings } from "../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { describeAge, describeSpan, describeTime } from "../terminal/describe-time.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { describeTelemetry } from "./show/describe-telemetry.ts";

export interface ShowArgs {
  run: string;
  raw?: boolean | undefined;
  log?: boolean | undefined;
}

type RunOutput = Awaited<ReturnType<typeof getRunOutput>>;

/** Shows one run: its gates with decisions and findings, what is known of its reviewer, or the reviewer's own words. */
export const runShow: CommandRun<ShowArgs> = async (args, { io }) => {
  if (args.raw && args.log) throw new UsageError("give --raw or --log, not both");
  const runId = parseRunId(args.run);
  await using ledger = await openLedgerToRead(await openWorkspace(args, io));
  const run = await getRun(ledger, runId);
  const output = await getRunOutput(ledger, runId);
  if (args.raw || args.log) {
    const name = args.raw ? "rawBundleMarkdown" : "debugLog";
    const text = output[name];
    if (args.json) printJson(io, { id: runId, [name]: text ?? null });
    else if (text === undefined) {
      tell(io, args, `run ${runId} keeps no ${args.raw ? "raw bundle" : "debug log"}`);
    } else io.stdout.write(io.stdout.isTTY ? printable(text) : text);
    return 0;
  }
  if (args.json) {
    printJson(io, toJson(run, output));
    return 0;
  }
  writeLines(io, describeRun(run, new Date(), io));
  const kept = [
    output.rawBundleMarkdown !== undefined && "--raw prints the raw bundle",
    output.debugLog !== undefined && "--log prints the debug log",
  ].filter((part) => typeof part === "string");
  if (kept.length > 0) tell(io, args, kept.join(", "));
  return 0;
};

function toJson(run: RunDetails, { rawBundleMarkdown, debugLog }: RunOutput) {
  const { gates, gateReviews, ...rest } = run;
  const byGate = new Map(gateReviews.map((review) => [review.gateId, review]));
  return {
    ...rest,
    gates: gates.map(({ gateId, gateSha }) => {
      const review = byGate.get(gateId);
      if (!review) return { gateId, gateSha, decision: null };
      const { id, decision, rationaleMarkdown, evidence, reviewedAt, reviewKind } = review;
      const findings = decision === "pass" ? [] : readFindings(rationaleMarkdown);
      return {
        gateId,
        gateSha,
        decision,
        reviewId: id,
        reviewedAt,
        reviewKind,
        findings,
        rationaleMarkdown,
        evidence,
      };
    }),
    hasRawBundle: rawBundleMarkdown !== undefined,
    hasDebugLog: debugLog !== undefined,
  };
}

function describeRun(run: RunDetails, now: Date, io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const { id, status, notePath, modelId, runner, startedAt, completedAt, reviewedNoteSha, telemetry } = run;
  const took = completedAt && describeSpan(Date.parse(completedAt) - Date.parse(startedAt));
  const ended = took === undefined ? "" : `, ${status} after ${took}`;
  const facts: [string, string][] = [
    ["note", `${notePath} (version ${reviewedNoteSha.slice(0, 12)})`],
    ["model", modelId],
    ["runner", runner],
    ["started", `${describeTime(startedAt)}, ${describeAge(startedAt, now)}${ended}`],
    ...(run.failureReason === undefined ? [] : [["reason", run.failureReason] satisfies [string, string]]),
  ];
  const known = telemetry ? describeTelemetry(telemetry, run) : [];
  const lines = [`run ${id}: ${status}`, ...layOutFacts(facts, io), "", ...describeGates(run, io)];
  if (known.length > 0) lines.push("", ...layOutFacts(known, io));
  if (status === "running") {
    lines.push("", paint("dim", `give it up: review-nested fail ${id} --reason TEXT`));
  }
  return lines;
}

function describeGates({ gates, gateReviews, status }: RunDetails, io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const byGate = new Map(gateReviews.map((review) => [review.gateId, review]));
  return gates.flatMap(({ gateId }) => {
    const review = byGate.get(gateId);
    if (!review) return [`${status === "running" ? "----" : "none"}  ${oneLine(gateId)}`];
    const { decision, rationaleMarkdown } = review;
    const title = `${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${oneLine(gateId)}`;
    return decision === "pass" ? [title] : [title, ...describeAllFindings(rationaleMarkdown, io)];
  });
}

/** Names and values, the values aligned and broken at the edge of the terminal. */
function layOutFacts(facts: readonly (readonly [string, string])[], { stdout }: Io): string[] {
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const next = " ".repeat(width + 2);
  return facts.flatMap(([name, value]) =>
    wrapText(oneLine(value), stdout.columns, { first: `  ${name.padEnd(width)}`, next }),
  );
}
