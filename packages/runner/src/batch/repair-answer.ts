import type { Telemetry, TokenUsage } from "@review/db";
import { SEVERAL_MODELS, USAGE_KEYS } from "@review/lifecycle";
import type { NoteOutcome } from "@review/protocol";
import type { Execution } from "../execution.ts";
import { type Answered, askForBatch } from "./ask-for-batch.ts";
import type { InvocationContext } from "./ask-runner.ts";
import type { Batch } from "./batch.ts";
import type { Reviewer } from "./reviewer.ts";
import { findWrongReviews, type WrongReviews } from "./wrong-reviews.ts";

/** Told before wrong reviews are asked for again. */
export type OnRepair = (asked: { pairs: number; problems: readonly string[] }) => void;

/**
 * Asks a reviewer once more for those reviews of its answer that cannot be recorded, with what is wrong with them: in the same
 * session where it can go on in one, else in a prompt of its own. Nothing else is asked again, and what the second answer lacks
 * stays as wrong as it was. The answer as it was, if all of it can be recorded, or nothing of it.
 */
export async function repairAnswer(
  context: InvocationContext & { onRepair?: OnRepair },
  reviewer: Reviewer,
  batch: Batch,
  first: Answered,
): Promise<Answered> {
  const wrong: WrongReviews[] = [];
  for (const [index, run] of batch.runs.entries()) {
    const answer = first.answers[index];
    const found = answer && (await findWrongReviews(run, answer));
    if (found) wrong.push(found);
  }
  if (wrong.length === 0) return first;
  if (first.answers.every(hasNothing) && !hasSaidOtherwise(first.execution)) return first;
  const problems = wrong.flatMap((each) => each.problems);
  const again: Batch = { ...batch, runs: wrong.map(({ run }) => run), problems };
  const pairs = again.runs.reduce((sum, { gates }) => sum + gates.length, 0);
  context.onRepair?.({ pairs, problems });
  const second = await askOnceMore(context, reviewer, again, first.execution);
  return {
    execution: addExecution(first.execution, second.execution, pairs),
    answers: first.answers.map((answer) => {
      const index = wrong.findIndex(({ run }) => run.note.path === answer.notePath);
      const [asked, mended] = [wrong[index], second.answers[index]];
      return asked && mended ? mendAnswer(answer, asked, mended) : answer;
    }),
  };
}

/** A session that is gone, or was never kept, is no answer, nor is a conversation that is too long: then all is told anew. */
async function askOnceMore(
  context: InvocationContext,
  reviewer: Reviewer,
  batch: Batch,
  { telemetry = {}, turns }: Execution,
): Promise<Answered> {
  const { sessionId: id, costUsd } = telemetry;
  const session = reviewer.runner.resumes && id !== undefined ? { id, costUsd } : undefined;
  if (session === undefined && turns === undefined) return askForBatch(context, reviewer, batch);
  const resumed = await askForBatch(context, reviewer, { ...batch, session, turns });
  const { ended, telemetry: { usage } = {} } = resumed.execution;
  const isGone = ended.how === (session === undefined ? "prompt-too-long" : "crashed") && usage === undefined;
  return isGone ? askForBatch(context, reviewer, batch) : resumed;
}

/** Who printed no block of a note at all did not answer, and has nothing to mend. */
const hasNothing = ({ problems }: NoteOutcome) => problems.some(({ code }) => code === "missing-note-block");

/**
 * But a model that came to its end in a conversation, and knew no better how to say it, can be told; small ones on a person's own machine
 * are such. Of a client nobody knows what it did in the meantime, and an answer that was cut off would be cut off again.
 */
const hasSaidOtherwise = ({ ended, turns }: Execution) => turns !== undefined && ended.how === "completed";

/** An answer with the reviews that were asked for again in the place of the wrong ones. */
function mendAnswer(answer: NoteOutcome, { run }: WrongReviews, mended: NoteOutcome): NoteOutcome {
  const { notePath } = answer;
  // As wrong as before, or more so: the first is what is told.
  if (mended.reviews.length === 0) return answer;
  const replaced = new Set(run.gates.map(({ id }) => id));
  const kept = answer.reviews.filter(({ gateId }) => !replaced.has(gateId));
  return { notePath, reviews: [...kept, ...mended.reviews], problems: mended.problems };
}

/** Both invocations as the one that served the runs: what they took is added up. */
function addExecution(first: Execution, second: Execution, repairedPairs: number): Execution {
  return {
    ...first,
    text: `${first.text.trimEnd()}\n\n${second.text}`,
    debugLog: [first.debugLog, second.debugLog].filter((log) => log !== "").join("\n"),
    telemetry: addTelemetry(first.telemetry, second.telemetry, repairedPairs),
  };
}

function addTelemetry(first: Telemetry = {}, second: Telemetry = {}, repairedPairs: number): Telemetry {
  const { modelEvidence, ...known } = first;
  const isOther = second.model !== undefined && second.model !== first.model;
  const usage = addUsage(first.usage, second.usage);
  const costUsd = addAmounts(first.costUsd, second.costUsd);
  const durationMs = addAmounts(first.durationMs, second.durationMs);
  return {
    ...known,
    // Who answered a run in two voices cannot be told by one name.
    ...(isOther ? { model: SEVERAL_MODELS } : modelEvidence && { modelEvidence }),
    ...(usage && { usage }),
    ...(costUsd !== undefined && { costUsd }),
    ...(durationMs !== undefined && { durationMs }),
    repairedPairs,
  };
}

function addUsage(first: TokenUsage | undefined, second: TokenUsage | undefined): TokenUsage | undefined {
  if (!first || !second) return first ?? second;
  const sum: TokenUsage = {};
  for (const kind of USAGE_KEYS) {
    const amount = addAmounts(first[kind], second[kind]);
    if (amount !== undefined) sum[kind] = amount;
  }
  return sum;
}

const addAmounts = (first: number | undefined, second: number | undefined): number | undefined =>
  first === undefined && second === undefined ? undefined : (first ?? 0) + (second ?? 0);
