import { type NoteOutcome, weighAside } from "@review/protocol";
import type { PlannedRun } from "./batch.ts";

/** What of an answer for one note cannot be recorded. */
export interface WrongReviews {
  /** The note, with the gates to be judged again. */
  run: PlannedRun;
  /** Why, in the words of the grammar and of the findings' proof; one line each. */
  problems: readonly string[];
}

/**
 * Which reviews of a note cannot be recorded as they were answered: those without one whole block, and those whose findings
 * do not fit their result or quote what the note does not say. All of them where the note's own block is wrong.
 * Undefined if every review can be.
 */
export async function findWrongReviews(
  run: PlannedRun,
  answer: NoteOutcome,
): Promise<WrongReviews | undefined> {
  const { note, gates } = run;
  const problems = answer.problems.map(({ message }) => message);
  const wrong = new Set(answer.problems.map(({ gateId }) => gateId));
  const claims = answer.reviews.map(({ gateId, decision, findings }) => {
    const quotes = gates.find(({ id }) => id === gateId)?.evidence;
    return { gateId, decision, findings, quotes, previous: [] };
  });
  for (const [index, proof] of (await weighAside(note, claims)).entries()) {
    const gateId = claims[index]?.gateId;
    if (proof.problems.length > 0) wrong.add(gateId);
    problems.push(
      ...proof.problems.map(({ message }) => `gate "${gateId}" of note "${note.path}": ${message}`),
    );
  }
  if (wrong.size === 0) return undefined;
  // What a problem without a gate is about is the whole block.
  const again = wrong.has(undefined) ? gates : gates.filter(({ id }) => wrong.has(id));
  return { run: { ...run, gates: again }, problems };
}
