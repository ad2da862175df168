import type { Telemetry } from "@review/db";
import type { FindingInput, QuotePlace } from "@review/protocol";
import type { Remedy } from "./remedy.ts";

/** Why an invocation did not end well. */
export const FAILURE_KINDS = [
  "not-installed",
  "cannot-start",
  "bad-address",
  "auth",
  "unknown-model",
  "rate-limited",
  "usage-exhausted",
  "overloaded",
  "silent",
  "refused",
  "prompt-too-long",
  "max-turns",
  "timeout",
  "interrupted",
  "truncated",
  "empty-output",
  "bad-invocation",
  "not-understood",
  "crashed",
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** The failures of the surroundings: the next invocation would fail as well, whatever it is asked. */
export const SURROUNDINGS = [
  "not-installed",
  "cannot-start",
  "bad-address",
  "auth",
  "unknown-model",
  "not-understood",
  "usage-exhausted",
] as const satisfies readonly FailureKind[];

/** The failures that concern whoever is asked, and not what: those, and the ones that pass when it is asked later. */
export const OF_THE_SERVICE = [
  ...SURROUNDINGS,
  "rate-limited",
  "overloaded",
  "silent",
] as const satisfies readonly FailureKind[];

/** The failures before a model has done anything. What is refused in the middle of an answer has counts, or a part of one. */
const BEFORE_THE_MODEL: readonly string[] = [
  ...SURROUNDINGS,
  "rate-limited",
  "overloaded",
  "prompt-too-long",
  "bad-invocation",
] satisfies readonly FailureKind[];

/** Whether anybody was called: a program that is not there, or that the system could not start, was not. */
export function wasCalled({ ended }: Pick<Execution, "ended">): boolean {
  return ended.how !== "not-installed" && ended.how !== "cannot-start";
}

/** Whether nothing is paid for an invocation, although no price is told. What ran out of time, or was cut off, may have been paid. */
export function isUnpaid({ ended, text, telemetry }: Execution): boolean {
  const { usage = {}, costUsd } = telemetry ?? {};
  const isCounted = costUsd !== undefined || Object.values(usage).some((tokens) => tokens > 0);
  return BEFORE_THE_MODEL.includes(ended.how) && text === "" && !isCounted;
}

export interface Failure<How extends FailureKind = FailureKind> {
  how: How;
  /** What happened, in one sentence for a person; of what helps that says nothing. */
  message: string;
  /** What helps, as far as anybody knows. */
  remedy?: Remedy;
  /** `rate-limited`, `overloaded`: how long the service asks to wait, if it said so. */
  retryAfterSeconds?: number;
  /** `usage-exhausted`: when the plan's usage comes back (UTC, ISO 8601), if the client said so. */
  resetsAt?: string;
}

/** How an invocation ended. `completed` says that there is an answer, not that the answer covers what was asked. */
export type Ended = { how: "completed" } | { [How in FailureKind]: Failure<How> }[FailureKind];

/** A finding of a program that says where it stands: places in the note, none where no place was given. */
export interface PlacedFinding extends FindingInput {
  readonly quotes: readonly QuotePlace[];
}

/** The findings of one gate review. */
export interface GateFindings {
  notePath: string;
  gateId: string;
  findings: readonly PlacedFinding[];
}

/** What was asked, and what was answered, as it came. */
export interface Turn {
  prompt: string;
  answer: string;
}

/** What came of one invocation: a value in both cases, whether it went well or not. */
export interface Execution {
  ended: Ended;
  /** The reviewer's answer as it came, to be parsed; what there was of it if it did not end well. */
  text: string;
  /** Takes the secrets out of what is kept of the answer and its findings, once it has been parsed. Absent: there are none to take out. */
  redact?(kept: string): string;
  /** The findings that stand in `text`, from runners that know them as more than text. */
  findings?: readonly GateFindings[];
  /** A line that a check printed and that is no finding, although it found nothing: perhaps it was meant as one. */
  unread?: string;
  telemetry?: Telemetry;
  /** What was said so far, of a runner that can be told it all again to go on from there. Never kept. */
  turns?: readonly Turn[];
  /** What helps to find out what went wrong: stderr, events that are not text. Never the answer again. */
  debugLog: string;
}
