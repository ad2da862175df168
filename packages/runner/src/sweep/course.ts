import type { Ended } from "../execution.ts";
import { describeWait, LONGEST_WAIT_SECONDS } from "../failures/waiting.ts";
import { tellFailure, tellInPassing } from "../remedy.ts";
import { afterRefusal, afterSuccess, MAX_REFUSALS, type Throttle } from "./backoff.ts";
import type { StopReason } from "./events.ts";

/** After so many batches in a row of which not a word came it is not the batch: each more would wait as long. */
export const MAX_SILENCES = 2;

/** How a sweep is doing, as far as that decides whether it goes on. */
export interface Course {
  throttle: Throttle;
  /** Batches at a time that this machine can start, as far as is known. */
  mostJobs: number;
  /** Pauses so far that the service, or a want of files or processes, asked for. */
  pauses: number;
  /** How long the newest of them is. */
  pauseMs: number;
  /** Invocations in a row that completed no run. */
  failuresInARow: number;
  /** Those of them in which not a word came. */
  silencesInARow: number;
}

/** What a batch's end asks for. `ask-again`: its pairs wait for another turn, after a pause or the one under way. */
export type Turn =
  | { turn: "go-on" }
  | { turn: "ask-again"; pause?: { ms: number; reason: string } }
  | { turn: "stop"; why: StopReason; message: string; resetsAt?: string };

/** One batch that has ended. */
export interface EndedBatch {
  ended: Ended;
  /** Whether any of its runs completed. */
  succeeded: boolean;
  /** `pauses` when it was started. */
  pausesBefore: number;
}

/** The course of a sweep that starts with so many batches at a time. */
export function startCourse(jobs: number): Course {
  return {
    throttle: { jobs, refusals: 0 },
    mostJobs: jobs,
    pauses: 0,
    pauseMs: 0,
    failuresInARow: 0,
    silencesInARow: 0,
  };
}

/** What follows from the end of one batch: decides, does nothing. */
export function followBatch(
  before: Course,
  batch: EndedBatch,
  { maxFailures, random }: { maxFailures: number; random: () => number },
): { course: Course; turn: Turn } {
  const { ended, succeeded } = batch;
  // Says nothing about the reviewer.
  if (ended.how === "interrupted") return { course: before, turn: { turn: "go-on" } };
  const silencesInARow = ended.how === "silent" ? before.silencesInARow + 1 : 0;
  const course = { ...before, silencesInARow };
  if (ended.how === "silent" && silencesInARow >= MAX_SILENCES) {
    const message = `${tellFailure(ended)} (${silencesInARow} batches in a row)`;
    return { course, turn: { turn: "stop", why: "silent", message } };
  }
  switch (ended.how) {
    case "rate-limited":
    case "overloaded":
      return followRefusal(course, { ...batch, ended }, random);
    case "cannot-start":
      return followShortage(course, batch, tellInPassing(ended));
    case "auth":
    case "bad-address":
    case "not-installed":
    case "unknown-model":
    case "not-understood":
    case "usage-exhausted": {
      const { how: why, resetsAt } = ended;
      return {
        course,
        turn: { turn: "stop", why, message: tellFailure(ended), ...(resetsAt !== undefined && { resetsAt }) },
      };
    }
  }
  if (succeeded) {
    const throttle = afterSuccess(course.throttle, course.mostJobs);
    return { course: { ...course, throttle, failuresInARow: 0 }, turn: { turn: "go-on" } };
  }
  const failuresInARow = course.failuresInARow + 1;
  const message = `${failuresInARow} batches in a row failed`;
  // Perhaps it has no hands for more: the next one goes alone.
  const throttle = ended.how === "silent" ? { ...course.throttle, jobs: 1 } : course.throttle;
  return {
    course: { ...course, throttle, failuresInARow },
    turn:
      failuresInARow < maxFailures ? { turn: "go-on" } : { turn: "stop", why: "too-many-failures", message },
  };
}

/**
 * The service asked for patience. What was under way when a pause began and is refused as well belongs to
 * that pause: eight batches refused at one moment are one refusal.
 */
function followRefusal(
  course: Course,
  { ended, pausesBefore }: EndedBatch & { ended: Ended & { how: "rate-limited" | "overloaded" } },
  random: () => number,
): { course: Course; turn: Turn } {
  const { retryAfterSeconds, how } = ended;
  const message = tellInPassing(ended);
  if (retryAfterSeconds !== undefined && retryAfterSeconds > LONGEST_WAIT_SECONDS) {
    const asked = `${message}; it asks to wait ${describeWait(retryAfterSeconds)}, and a sweep waits an hour at most`;
    return { course, turn: { turn: "stop", why: how, message: asked } };
  }
  if (pausesBefore < course.pauses) {
    const askedMs = (retryAfterSeconds ?? 0) * 1000;
    if (askedMs <= course.pauseMs) return { course, turn: { turn: "ask-again" } };
    const pause = { ms: askedMs, reason: message };
    return { course: { ...course, pauseMs: askedMs }, turn: { turn: "ask-again", pause } };
  }
  const { throttle, delayMs: pauseMs } = afterRefusal(course.throttle, retryAfterSeconds, random);
  if (throttle.refusals >= MAX_REFUSALS) {
    return { course, turn: { turn: "stop", why: how, message: `${message} (asked ${MAX_REFUSALS} times)` } };
  }
  const pauses = course.pauses + 1;
  const pause = { ms: pauseMs, reason: message };
  return { course: { ...course, throttle, pauses, pauseMs }, turn: { turn: "ask-again", pause } };
}

/** What was started side by side fails side by side; a moment later some of it has ended. */
const SHORTAGE_PAUSE_MS = 1_000;

/**
 * The machine could not start another process: the same pairs are asked again with half the jobs, and never with as
 * many as before. Where even one alone cannot be started it is no use.
 */
function followShortage(
  course: Course,
  { pausesBefore }: EndedBatch,
  message: string,
): { course: Course; turn: Turn } {
  if (pausesBefore < course.pauses) return { course, turn: { turn: "ask-again" } };
  const { throttle, pauses } = course;
  if (throttle.jobs === 1) return { course, turn: { turn: "stop", why: "cannot-start", message } };
  const mostJobs = Math.floor(throttle.jobs / 2);
  const pauseMs = SHORTAGE_PAUSE_MS;
  return {
    course: { ...course, throttle: { ...throttle, jobs: mostJobs }, mostJobs, pauses: pauses + 1, pauseMs },
    turn: { turn: "ask-again", pause: { ms: pauseMs, reason: message } },
  };
}
