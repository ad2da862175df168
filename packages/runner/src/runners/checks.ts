import { availableParallelism } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { type Finding, renderBundle, renderGateReview } from "@review/protocol";
import pLimit from "p-limit";
import { allowedEnvironment } from "../environment.ts";
import type { Execution } from "../execution.ts";
import type { ExecuteContext, RequestedGate, ReviewRequest, Runner } from "../runner.ts";
import { type ProcessEnd, runSubprocess } from "../subprocess.ts";

/** Findings beyond this many are counted, not listed. */
const MAX_FINDINGS = 50;

interface CheckOutcome {
  gate: RequestedGate;
  end: ProcessEnd;
}

/**
 * The runner without a model: each gate's own `check` command, started without a shell in the root, with the
 * note's path as last argument. Exit 0 is PASS, 1 is the gate's severity with the output as findings,
 * anything else ERROR. Choosing this runner is the consent to run the commands that the gates name.
 */
export const checksRunner: Runner = {
  name: "checks",
  usesModel: false,
  canJudge: (gate) => gate.check !== undefined,
  preflight: async () => undefined,
  execute: async (request, context) => {
    const limit = pLimit(availableParallelism());
    const deadline = AbortSignal.timeout(request.timeoutMs);
    const notes = await Promise.all(
      request.notes.map(async ({ notePath, gates }) => ({
        notePath,
        outcomes: await Promise.all(
          gates.map((gate) => limit(() => runCheck(gate, notePath, request, context, deadline))),
        ),
      })),
    );
    return summarize(request, notes);
  },
};

async function runCheck(
  gate: RequestedGate,
  notePath: string,
  request: ReviewRequest,
  { environment, signal, forced }: ExecuteContext,
  deadline: AbortSignal,
): Promise<CheckOutcome> {
  const [program = "", ...args] = gate.check ?? [];
  const end = await runSubprocess({
    program,
    // With `./`, a note whose name begins with a dash is no option.
    args: [...args, `./${notePath}`],
    cwd: request.root,
    environment: { ...allowedEnvironment(environment), NO_COLOR: "1" },
    stdin: "",
    timeoutMs: request.timeoutMs,
    signal: AbortSignal.any([signal, deadline]),
    forced,
    preferLocal: true,
  });
  return { gate, end: deadline.aborted && end.cause === "interrupted" ? { ...end, cause: "timeout" } : end };
}

function summarize(
  request: ReviewRequest,
  notes: readonly { notePath: string; outcomes: readonly CheckOutcome[] }[],
): Execution {
  const bundle = renderBundle(
    request.token,
    notes.map(({ notePath, outcomes }) => ({
      notePath,
      reviews: outcomes.map(({ gate, end }) => ({
        gateId: gate.gateId,
        text: reviewOf(gate, notePath, end),
      })),
    })),
  );
  const ends = notes.flatMap(({ outcomes }) => outcomes.map(({ end }) => end));
  const stopped =
    ends.find(({ cause }) => cause === "interrupted") ?? ends.find(({ cause }) => cause === "timeout");
  const debugLog = notes
    .flatMap(({ notePath, outcomes }) =>
      outcomes.map(
        ({ gate, end }) => `${gate.gateId} on ${notePath}: ${describeEnd(end)}, ${end.durationMs} ms`,
      ),
    )
    .join("\n");
  return {
    ended: stopped ? failureOf(stopped, request.timeoutMs) : { how: "completed" },
    text: bundle,
    debugLog,
  };
}

function failureOf({ cause }: ProcessEnd, timeoutMs: number): Execution["ended"] {
  return cause === "interrupted"
    ? { how: "interrupted", message: "interrupted" }
    : {
        how: "timeout",
        message: `timeout: the checks were not done within ${timeoutMs / 1000} s; raise --timeout`,
      };
}

/** One check's gate review, ready for its block. */
export function reviewOf(gate: RequestedGate, notePath: string, end: ProcessEnd): string {
  const command = (gate.check ?? []).join(" ");
  if (end.cause === "exited" && end.exitCode === 0) {
    return renderGateReview({ summary: `\`${command}\` found nothing.`, findings: [], decision: "pass" });
  }
  if (end.cause === "exited" && end.exitCode === 1) {
    const lines = outputLines(end).map((line) => withoutPath(line, notePath));
    const findings = lines
      .slice(0, MAX_FINDINGS)
      .map((text): Finding => ({ severity: gate.severity, text, quotes: [] }));
    const more = lines.length > MAX_FINDINGS ? ` The first ${MAX_FINDINGS} are listed.` : "";
    return renderGateReview({
      summary: `\`${command}\` found ${lines.length === 1 ? "one thing" : `${lines.length} things`}.${more}`,
      findings:
        findings.length > 0
          ? findings
          : [{ severity: gate.severity, text: "exit code 1, without a word", quotes: [] }],
      decision: gate.severity,
    });
  }
  const said = outputLines(end).at(-1);
  return renderGateReview({
    summary: `\`${command}\` could not judge the note: ${describeEnd(end)}.${said ? ` It said: ${said}` : ""}`,
    findings: [],
    decision: "error",
  });
}

function outputLines({ stdout, stderr }: ProcessEnd): string[] {
  return stripVTControlCharacters(`${stdout}\n${stderr}`)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Linters begin each line with the path they were given, which says nothing new here. */
function withoutPath(line: string, notePath: string): string {
  return [`./${notePath}:`, `${notePath}:`].reduce(
    (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    line,
  );
}

function describeEnd(end: ProcessEnd): string {
  if (end.cause === "exited") return `exit code ${end.exitCode}`;
  if (end.cause === "killed") return `ended by ${end.signal}`;
  return end.problem ? `${end.cause} (${end.problem})` : end.cause;
}
