import { availableParallelism } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { CHECKS_RUNNER } from "@review/corpus";
import { renderBundle } from "@review/protocol";
import pLimit from "p-limit";
import type { Ended, Execution, Failure } from "../execution.ts";
import { interruption } from "../process/interrupted.ts";
import { cannotStart } from "../process/process-ending.ts";
import { createRedactor, type Redactor } from "../process/redact.ts";
import { secretValues } from "../process/secrets.ts";
import { readyToStart } from "../process/start-process.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { ExecuteContext, ReviewRequest, Runner } from "../runner.ts";
import type { CheckResult } from "./check-result.ts";
import { describeEnd } from "./describe-end.ts";
import { findMissingPrograms } from "./find-check-program.ts";
import { planProcesses } from "./plan-processes.ts";
import { type CheckOutcome, runProcess } from "./run-process.ts";

/** What the log keeps of what a check said on each of its outputs: the end. */
const MAX_LOGGED_CHARACTERS = 4_000;

/**
 * The runner without a model: each gate's own `check` command, started without a shell in the root, with the path of the
 * note, or of many notes. The worst finding decides; a check that could not judge is an ERROR of all its notes, and so is the
 * judgement of a note, or by an input of the gate, that was changed meanwhile. Nothing is checked if a program is not found.
 * Whoever calls it has the user's consent to run the commands that the gates name.
 */
export const checksRunner: Runner = {
  name: CHECKS_RUNNER,
  usesModel: false,
  canJudge: (gate) => gate.check !== undefined,
  preflight: async () => {
    await readyToStart();
    return undefined;
  },
  execute: async (request, context) => {
    const missing = await findMissing(request, context);
    if (missing) return { ended: missing, text: "", debugLog: "" };
    const limit = pLimit(availableParallelism());
    const deadline = performance.now() + request.timeoutMs;
    const processes = planProcesses(request.notes);
    const outcomes = await Promise.all(
      processes.map((process) => limit(() => runProcess(process, request, context, deadline))),
    );
    const redactor = createRedactor(secretValues(context.environment));
    const results = resultsOf(request, outcomes);
    const [unread] = outcomes.flatMap(({ verdict }) => ("found" in verdict && verdict.unread) || []);
    return {
      ended: judgeEnd(request, outcomes),
      text: renderResults(request, results),
      findings: results.map(({ notePath, gateId, findings }) => ({ notePath, gateId, findings })),
      redact: redactor.secrets,
      ...(unread !== undefined && { unread: redactor.everything(unread).toWellFormed() }),
      debugLog: outcomes.flatMap((outcome) => describeOutcome(outcome, redactor)).join("\n"),
    } satisfies Execution;
  },
};

/** A program that is not there would be missing for every note: nothing of the kind can be judged until it is. */
async function findMissing(
  { notes, root }: ReviewRequest,
  { environment }: ExecuteContext,
): Promise<Failure<"not-installed"> | undefined> {
  const [missing] = await findMissingPrograms(
    notes.flatMap(({ gates }) => gates),
    { root, environment },
  );
  return missing && { how: "not-installed", message: missing.message };
}

interface PairResult extends CheckResult {
  notePath: string;
  gateId: string;
}

/** One result for each pair, in the order in which they were asked for. */
function resultsOf({ notes }: ReviewRequest, outcomes: readonly CheckOutcome[]): PairResult[] {
  const keyOf = (notePath: string, gateId: string) => JSON.stringify([notePath, gateId]);
  const byPair = new Map<string, CheckResult>();
  for (const { process, results } of outcomes) {
    for (const [notePath, result] of results) byPair.set(keyOf(notePath, process.gate.gateId), result);
  }
  return notes.flatMap(({ notePath, gates }) =>
    gates.map(({ gateId }) => {
      const result = byPair.get(keyOf(notePath, gateId));
      if (!result) throw new Error(`no check of gate ${gateId} was run on ${notePath}`);
      return { notePath, gateId, ...result };
    }),
  );
}

/**
 * An interruption ends the whole invocation, and so does a machine that can start no more. The timeout, which all checks share, ends it only if no note was
 * checked to the end; else the notes concerned have an ERROR, and a check that hangs does not keep the others
 * from being recorded.
 */
function judgeEnd({ notes, timeoutMs }: ReviewRequest, outcomes: readonly CheckOutcome[]): Ended {
  const endedBy = (cause: ProcessEnd["cause"]) => outcomes.filter(({ end }) => end.cause === cause);
  const [interrupted] = endedBy("interrupted");
  if (interrupted) return interruption(interrupted.end.problem);
  for (const { process, end } of endedBy("cannot-start")) {
    const shortage = cannotStart(`the check of gate ${process.gate.gateId}`, end);
    if (shortage) return shortage;
  }
  const late = new Set(endedBy("timeout").flatMap(({ process }) => process.notePaths));
  if (notes.length > 0 && notes.every(({ notePath }) => late.has(notePath))) {
    const message = `timeout: the checks were not done within ${timeoutMs / 1000} s`;
    return { how: "timeout", message, remedy: "raise --timeout" };
  }
  return { how: "completed" };
}

function renderResults({ notes, token }: ReviewRequest, results: readonly PairResult[]): string {
  const byNote = new Map<string, PairResult[]>(notes.map(({ notePath }) => [notePath, []]));
  for (const result of results) byNote.get(result.notePath)?.push(result);
  return renderBundle(
    token,
    Array.from(byNote, ([notePath, reviews]) => ({ notePath, reviews })),
  );
}

/** For the log, which each run of the invocation keeps: so a process is told of once, however many notes it has. */
function describeOutcome(outcome: CheckOutcome, redactor: Redactor): string[] {
  const { process, end, verdict, changed } = outcome;
  const [first = "", ...more] = process.notePaths;
  const which = more.length === 0 ? first : `${more.length + 1} notes`;
  const meanwhile = `a file that ${more.length === 0 ? "it depends" : `${changed.length} of them depend`} on was changed meanwhile`;
  const others = "others" in verdict ? verdict.others : 0;
  const facts = [
    describeEnd(process.gate, end),
    ...(changed.length === 0 ? [] : [meanwhile]),
    ...(others === 0 ? [] : [`${others} ${others === 1 ? "finding" : "findings"} in other files left out`]),
    `${end.durationMs} ms`,
  ];
  const line = `${process.gate.gateId} on ${which}: ${facts.join(", ")}`;
  return [line, ...saidBeside(outcome).flatMap((output) => endOf(output, redactor))];
}

/** What a check said and no finding holds: in a format what is not of it, in text all of it where nothing of it was one. */
function saidBeside({ process: { gate }, end, verdict }: CheckOutcome): string[] {
  if (gate.checkOutput !== "text") return [end.stderr];
  return "found" in verdict && verdict.found.size > 0 ? [] : [end.stdout, end.stderr];
}

/** The end of an output, if it has any words. */
function endOf(output: string, redactor: Redactor): string[] {
  // Of a secret that is cut nobody knows that it is one: so more is looked at than is kept.
  const looked = stripVTControlCharacters(output.slice(-2 * MAX_LOGGED_CHARACTERS));
  const said = redactor.everything(looked).trim();
  return said === "" ? [] : [said.slice(-MAX_LOGGED_CHARACTERS)];
}
