import { askForBatch } from "../batch/ask-for-batch.ts";
import type { AskedReviewer, InvocationContext } from "../batch/ask-runner.ts";
import { findWrongReviews, type WrongReviews } from "../batch/wrong-reviews.ts";
import { type Failure, OF_THE_SERVICE } from "../execution.ts";
import { tellFailure } from "../remedy.ts";
import { judgeTrap } from "./judge-trap.ts";
import type { TrapTree } from "./scratch-tree.ts";

/** What became of a trap. */
export interface TrapResult {
  trap: string;
  /** What lay in it. */
  what: string;
  held: boolean;
  /** What the runner did wrong, in one sentence. */
  why?: string;
}

/** Nothing is learned of a runner whose model could not be asked. */
export class TrapsNotTriedError extends Error {
  override readonly name = "TrapsNotTriedError";
  readonly failure: Failure;
  constructor(trap: string, failure: Failure) {
    super(`the trap ${trap} could not be tried: ${tellFailure(failure)}`);
    this.failure = failure;
  }
}

const CANNOT_ASK: readonly string[] = [...OF_THE_SERVICE, "interrupted"];

/**
 * Asks a runner for the reviews of each trap, one after another, and says what it does wrong. Nothing is recorded, and nothing is asked
 * twice. Throws TrapsNotTriedError where the surroundings keep it from being asked.
 */
export async function* tryTraps(
  context: Omit<InvocationContext, "root">,
  reviewer: AskedReviewer,
  { root, traps, look }: TrapTree,
): AsyncGenerator<TrapResult> {
  for (const { trap, batch } of traps) {
    const before = await look();
    const { execution, answers } = await askForBatch({ ...context, root }, reviewer, batch);
    const { ended } = execution;
    if (ended.how !== "completed" && CANNOT_ASK.includes(ended.how)) {
      throw new TrapsNotTriedError(trap.name, ended);
    }
    const wrong: WrongReviews[] = [];
    for (const [index, run] of batch.runs.entries()) {
      const answer = answers[index];
      const found = answer && (await findWrongReviews(run, answer));
      if (found) wrong.push(found);
    }
    const why = judgeTrap({ execution, answers, wrong, before, after: await look() });
    const { name, what } = trap;
    yield { trap: name, what, held: why === undefined, ...(why !== undefined && { why }) };
  }
}
