import { type NoteOutcome, newToken } from "@review/protocol";
import type { Execution } from "../execution.ts";
import { type AskedReviewer, askRunner, type InvocationContext, toRequestedNotes } from "./ask-runner.ts";
import type { Batch } from "./batch.ts";

/** An answer, and what it says about each note of its batch. */
export interface Answered {
  execution: Execution;
  answers: readonly NoteOutcome[];
}

/** Asks a reviewer once for a batch, under a new token, and reads what it answers. */
export async function askForBatch(
  context: InvocationContext,
  reviewer: AskedReviewer,
  batch: Batch,
): Promise<Answered> {
  const token = newToken();
  const asked = await askRunner(context, reviewer, batch, token);
  // What reads an answer is loaded when there is one: a request is not to wait for it.
  const { isTaken, readAnswer } = await import("./read-whole-answer.ts");
  const answers = readAnswer(asked.text, { token, notes: toRequestedNotes(batch) });
  // With nothing missing, how the process ended says nothing about the review.
  const isWhole = answers.every((answer) => isTaken(asked, answer));
  return { execution: isWhole ? { ...asked, ended: { how: "completed" } } : asked, answers };
}
