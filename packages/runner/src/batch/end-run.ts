import type { Ledger, ModelId, RunId } from "@review/db";
import {
  actualModel,
  attachExecutionData,
  failRun,
  findPartition,
  otherModel,
  RunFailedError,
  RunNotRunningError,
  recordAndFinalizeRun,
} from "@review/lifecycle";
import { type FindingInput, firstProblems, type NoteOutcome } from "@review/protocol";
import type { Execution, FailureKind } from "../execution.ts";
import { tellFailure } from "../remedy.ts";
import { executionDataOf, redacted } from "./execution-data.ts";
import { isTaken } from "./is-taken.ts";
import { type GateOutcome, readOutcomes } from "./read-outcomes.ts";
import type { Reviewer } from "./reviewer.ts";

/** Of a failed one `answeredBy` is who answered in place of the model that alone counts. */
export type RunOutcome =
  | { status: "completed"; runId: RunId; notePath: string; modelId: ModelId; gates: GateOutcome[] }
  | {
      status: "failed";
      runId: RunId;
      notePath: string;
      reason: string;
      how: FailureKind | "bad-answer";
      answeredBy?: string;
    };

/** A run whose invocation has ended, with what the answer says about its note. */
interface AnsweredRun {
  runId: RunId;
  execution: Execution;
  answer: NoteOutcome;
  /** Whether the invocation served other runs, too. */
  isShared: boolean;
}

/**
 * Ends a run by its answer: records and finalizes it, or fails it with the reason; the execution data is kept
 * in both cases. Throws only for a ledger that cannot be used.
 */
export async function endRun(
  ledger: Ledger,
  reviewer: Pick<Reviewer, "modelId" | "aliases" | "requireModel">,
  { runId, execution, answer, isShared }: AnsweredRun,
): Promise<RunOutcome> {
  const { notePath, reviews, range } = answer;
  // Of an answer for many notes a run keeps its own block. One whose block was not understood keeps it all, to find out why.
  const isOwnKnown = isShared && range !== undefined && answer.problems.length === 0;
  const own = isOwnKnown ? execution.text.slice(range.start, range.end) : execution.text;
  const executionData = executionDataOf({ ...execution, text: own });
  const failed = (reason: string, how: FailureKind | "bad-answer"): RunOutcome => ({
    status: "failed",
    runId,
    notePath,
    reason,
    how,
  });
  const actual = actualPartition(execution, reviewer);
  const answerer = { ...actual, executionData, ...(reviewer.requireModel && { requireModel: true }) };
  try {
    const failure = findFailure(execution, answer);
    if (failure) {
      await failRun(ledger, { runId, reason: failure.reason, executionData });
      return failed(failure.reason, failure.how);
    }
    const gateReviews = reviews.map((review) => ({
      ...review,
      rationaleMarkdown: redacted(execution, review.rationaleMarkdown),
      findings: findingsOf(execution, notePath, review),
    }));
    await recordAndFinalizeRun(ledger, {
      runId,
      gateReviews,
      ...answerer,
    });
    const modelId = actual?.actualModelId ?? reviewer.modelId;
    return { status: "completed", runId, notePath, modelId, gates: await readOutcomes(ledger, runId) };
  } catch (error) {
    if (error instanceof RunFailedError) {
      const answeredBy = otherModel(reviewer.modelId, answerer);
      return { ...failed(error.reason, "bad-answer"), ...(answeredBy !== undefined && { answeredBy }) };
    }
    if (!(error instanceof RunNotRunningError)) throw error;
    // Somebody else ended our run (`review-nested fail`): theirs is the reason that stands.
    await attachExecutionData(ledger, { runId, ...executionData });
    return failed(error.message, "bad-answer");
  }
}

/** What a review found: with places from a runner that knows them, else as it stands in the answer. Quotes are words of the note. */
function findingsOf(
  execution: Execution,
  notePath: string,
  { gateId, findings }: NoteOutcome["reviews"][number],
): readonly FindingInput[] {
  const placed = execution.findings?.find((each) => each.notePath === notePath && each.gateId === gateId);
  return (placed?.findings ?? findings).map(({ message, suggestion, ...rest }) => ({
    ...rest,
    message: redacted(execution, message),
    ...(suggestion !== undefined && { suggestion: redacted(execution, suggestion) }),
  }));
}

function findFailure(
  execution: Execution,
  answer: NoteOutcome,
): { reason: string; how: FailureKind | "bad-answer" } | undefined {
  if (isTaken(execution, answer)) return undefined;
  const { ended, telemetry } = execution;
  if (ended.how !== "completed") return { reason: tellFailure(ended), how: ended.how };
  const { problems } = answer;
  const { exitCode = 0, runner } = telemetry ?? {};
  const sentences = firstProblems(problems);
  if (exitCode !== 0) sentences.push(`${runner} exited with code ${exitCode}`);
  return { reason: redacted(execution, sentences.join("; ")), how: "bad-answer" };
}

/** The partition of the model that answered, as far as there is evidence; a name that makes no partition is none. */
export function actualPartition({ telemetry }: Execution, { aliases }: Pick<Reviewer, "aliases">) {
  const actual = actualModel(telemetry);
  const actualModelId = actual && findPartition(actual.model, { ...actual, aliases });
  return actualModelId && { actualModelId, modelEvidence: actual.evidence };
}
