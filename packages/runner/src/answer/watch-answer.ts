import type { Telemetry } from "@review/db";
import type { Patience } from "../process/patience.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import { isComplete, type Requested } from "./requested-blocks.ts";

/** Why a reviewer that still runs is of no more use. */
export type Dismissal = "did-not-end" | "not-understood";

/** Watches a reviewer at work: says when nothing more is to be expected of it. */
export interface AnswerWatch {
  /** Some more of the answer has come; `whole` gives all there is of it. */
  grew(more: string, whole: () => string): void;
  /** Something was printed, and whether it was understood. */
  printed(understood: boolean): void;
  /** The reviewer itself says that it is done. */
  finished(): void;
  /** Aborted when the reviewer is to be ended; `why` then says for what reason. */
  readonly dismissed: AbortSignal;
  readonly why: () => Dismissal | undefined;
  /** The process has ended: nothing is waited for any more. */
  stop(): void;
}

/**
 * Two reasons to wait no longer: the reviewer said that it is done, or its answer is complete and it says nothing
 * more, and it does not end for `answeredMs`; or all it prints for `notUnderstoodMs` is nothing that is understood.
 * One that is silent before its answer is complete thinks, and is left alone.
 */
export function watchAnswer(requested: Requested, patience: Patience): AnswerWatch {
  const controller = new AbortController();
  const lookForBlocks = blockWatcher(requested);
  let why: Dismissal | undefined;
  let isAnswered = false;
  let isFinished = false;
  let isUnderstood = false;
  let untilEnd: NodeJS.Timeout | undefined;
  let untilUnderstood: NodeJS.Timeout | undefined;
  const dismiss = (reason: Dismissal) => () => {
    why ??= reason;
    controller.abort();
  };
  const awaitEnd = () => {
    if (isFinished) return;
    clearTimeout(untilEnd);
    untilEnd = setTimeout(dismiss("did-not-end"), patience.answeredMs);
  };
  return {
    grew: (more, whole) => {
      isAnswered ||= lookForBlocks(more, whole);
      if (isAnswered) awaitEnd();
    },
    printed: (understood) => {
      isUnderstood ||= understood;
      if (isUnderstood) clearTimeout(untilUnderstood);
      else untilUnderstood ??= setTimeout(dismiss("not-understood"), patience.notUnderstoodMs);
      if (isAnswered) awaitEnd();
    },
    finished: () => {
      if (isFinished) return;
      awaitEnd();
      isFinished = true;
    },
    dismissed: controller.signal,
    why: () => why,
    stop: () => {
      clearTimeout(untilEnd);
      clearTimeout(untilUnderstood);
    },
  };
}

/** What telemetry says of a process that did not exit by itself. */
export function describeEnding(
  { cause }: Pick<ProcessEnd, "cause">,
  why: Dismissal | undefined,
): Pick<Telemetry, "ending"> {
  return cause === "exited" ? {} : { ending: cause === "dismissed" ? (why ?? cause) : cause };
}

/** A longer line is no sentinel: what has come of it is not kept. */
const LONGEST_LINE = 16 * 1024;

/**
 * Says whether the answer is complete by now. It is read as a whole only when as many notes have ended as were asked
 * about, and after that when there are twice as many: so a flood of sentinels is not read again and again.
 */
function blockWatcher(requested: Requested): (more: string, whole: () => string) => boolean {
  const mark = `=== NOTE END ${requested.token}: `;
  let openLine = "";
  let ends = 0;
  let readAt = Math.max(1, requested.notes.length);
  return (more, whole) => {
    const text = openLine + more;
    const lastLine = text.slice(text.lastIndexOf("\n") + 1);
    ends += countOf(mark, text.slice(0, text.length - lastLine.length));
    openLine = lastLine.slice(-LONGEST_LINE);
    // The very last line of an answer may have no line end.
    const isLast = openLine.startsWith(mark) && openLine.trimEnd().endsWith(" ===");
    if (ends + (isLast ? 1 : 0) < readAt) return false;
    const complete = isComplete(whole(), requested);
    if (!complete) readAt = Math.max(readAt, 2 * ends);
    return complete;
  };
}

function countOf(part: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
