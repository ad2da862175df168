import { escapeUnclear } from "@review/corpus";
import type { Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { FEWER_PAIRS, SEE_LOG } from "../remedy.ts";
import { interruption } from "./interrupted.ts";
import { MAX_OUTPUT_BYTES } from "./output-limit.ts";
import { explainShortage } from "./shortage.ts";
import type { ProcessEnd } from "./subprocess.ts";

/**
 * The failure, if the system or we ended the process or it never started; undefined if it exited by itself or had
 * said everything, so that its output decides.
 */
export function endedBySystem(
  name: string,
  program: string,
  end: ProcessEnd,
  timeoutMs: number,
): Failure | undefined {
  switch (end.cause) {
    case "exited":
    case "dismissed":
      return undefined;
    case "killed":
      return {
        how: "crashed",
        message: `${name} was ended by ${end.signal}`,
        remedy: SEE_LOG,
      };
    case "timeout":
      return timedOut(name, timeoutMs);
    case "interrupted":
      return interruption(end.problem);
    case "too-much-output":
      return {
        how: "crashed",
        message: `${name} printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB and was ended`,
        remedy: "it should print the bundle only",
      };
    case "not-found":
      return {
        how: "not-installed",
        message: `the program ${escapeUnclear(program)} of the runner ${escapeUnclear(name)} was not found`,
        remedy: "install it",
      };
    case "cannot-start":
      return cannotStart(name, end) ?? { how: "crashed", message: notStarted(name, end.problem) };
  }
}

/** What a run says whose time was up. */
export function timedOut(name: string, timeoutMs: number): Failure<"timeout"> {
  return {
    how: "timeout",
    message: `timeout: ${name} had no complete answer within ${timeoutMs / 1000} s`,
    remedy: ["give it longer with --timeout", FEWER_PAIRS],
  };
}

/** What a run says that waited in vain for the first word. */
export function saidNothing(name: string, timeoutMs: number): Failure<"silent"> {
  return {
    how: "silent",
    message: `timeout: ${name} sent nothing at all within ${timeoutMs / 1000} s`,
    remedy: ["look whether it is at work", "give it longer with --timeout", FEWER_PAIRS],
  };
}

/** The failure of what the system had no files, processes or memory left for: that says nothing about the program. */
export function cannotStart(
  name: string,
  { problem, code }: Pick<ProcessEnd, "problem" | "code">,
): Failure<"cannot-start"> | undefined {
  const shortage = explainShortage(code);
  if (shortage === undefined) return undefined;
  const { what, remedy } = shortage;
  return { how: "cannot-start", message: `${notStarted(name, problem)}: ${what}`, remedy };
}

function notStarted(name: string, problem = "no reason given"): string {
  return `${name} could not be started: ${toOneLine(problem)}`;
}

/** Whether nothing is wrong with how a process ended: it exited with 0, or was let go after its last word. */
export function endedWell({ cause, exitCode }: ProcessEnd): boolean {
  return cause === "dismissed" || (cause === "exited" && exitCode === 0);
}
