import { dayOf } from "@review/db/guards";
import type { NewWaiver, WaiverState } from "@review/db/transitions";
import { InvalidInputError } from "../errors.ts";
import {
  AlreadyWaivedError,
  NotWaivedError,
  UnknownFindingError,
  UntilPassedError,
} from "../waiver-errors.ts";
import { covers, hasEnded, holds, isDay } from "../waiver-holds.ts";

export interface WaiveInput {
  /** The findings, by their identity across reviews: 16 hex digits each. */
  keys: readonly string[];
  /** Why the findings are to stand; kept with the decision. */
  reason: string;
  /** Who decided, in any words. */
  author?: string | undefined;
  /** The last day of it in UTC, `YYYY-MM-DD`; without it, it holds until it is taken back. */
  until?: string | undefined;
}

export type UnwaiveInput = Omit<WaiveInput, "until">;

/** The decisions that waive some findings as bad as they were found to be, given what is known of each; throws if one must not be. */
export function decideWaive(states: readonly WaiverState[], now: string, input: WaiveInput): NewWaiver[] {
  const words = readWords(input);
  const until = readDay(input.until);
  if (until !== undefined && hasEnded(until, now)) throw new UntilPassedError(until, dayOf(now));
  return states.map(({ key, severity, newest }) => {
    if (severity === undefined) throw new UnknownFindingError(key);
    const isWaived = newest && holds(newest, now) && covers(newest, severity) && newest.until === until;
    if (isWaived) throw new AlreadyWaivedError(key, newest);
    return { key, kind: "waived", severity, ...words, until };
  });
}

/** The decisions that take back what was waived, given what is known of each finding; throws if one is not waived. */
export function decideUnwaive(states: readonly WaiverState[], now: string, input: UnwaiveInput): NewWaiver[] {
  const words = readWords(input);
  return states.map(({ key, severity, newest }) => {
    if (severity === undefined) throw new UnknownFindingError(key);
    if (!newest || !holds(newest, now)) throw new NotWaivedError(key);
    return { key, kind: "unwaived", ...words };
  });
}

/** What both are said with. */
function readWords({ keys, reason, author }: UnwaiveInput): Pick<NewWaiver, "reason" | "author"> {
  if (keys.length === 0) throw new InvalidInputError("no finding is named");
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new InvalidInputError(`${twice} was given twice`);
  if (reason.trim() === "") throw new InvalidInputError("a decision about findings needs a reason");
  if (author?.trim() === "")
    throw new InvalidInputError("the author of a decision has a name, or is left out");
  return { reason: reason.trim(), author: author?.trim() };
}

function readDay(until: string | undefined): string | undefined {
  if (until !== undefined && !isDay(until))
    throw new InvalidInputError(`${JSON.stringify(until)} is not a day: write it as YYYY-MM-DD`);
  return until;
}
