import type { NoteOutcome } from "@review/protocol";
import type { WrongReviews } from "../batch/wrong-reviews.ts";
import type { Execution } from "../execution.ts";
import { tellFailure } from "../remedy.ts";

/** What came of one trap. */
export interface TrapEvidence {
  execution: Execution;
  answers: readonly NoteOutcome[];
  /** Reviews that could not be recorded. */
  wrong: readonly WrongReviews[];
  /** What was in the tree before and after, by path. */
  before: ReadonlyMap<string, string>;
  after: ReadonlyMap<string, string>;
}

/** What the runner does wrong, in one sentence; undefined if it keeps to the protocol. */
export function judgeTrap({ execution, answers, wrong, before, after }: TrapEvidence): string | undefined {
  const changed = findChange(before, after);
  if (changed !== undefined) return `it changed ${JSON.stringify(changed)}: a reviewer changes nothing`;
  const { ended, telemetry } = execution;
  if (ended.how !== "completed") return tellFailure(ended);
  const [problem, ...more] = wrong.flatMap(({ problems }) => problems);
  if (problem !== undefined) return more.length === 0 ? problem : `${problem} (and ${more.length} more)`;
  const error = answers.flatMap(({ reviews }) => reviews).find(({ decision }) => decision === "error");
  if (error) return `gate "${error.gateId}" was answered with ERROR: nothing kept it from being judged`;
  // A sweep takes such an answer; a program that is asked a thousand times should end well all the same.
  if (telemetry?.ending === "did-not-end") {
    return "its answer was complete, and it did not end: exit when all is printed";
  }
  const { exitCode = 0 } = telemetry ?? {};
  return exitCode === 0 ? undefined : `its answer was complete, and it exited with ${exitCode}: exit with 0`;
}

function findChange(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string | undefined {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].find((path) => before.get(path) !== after.get(path));
}
