import type { Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { MAX_OUTPUT_BYTES, type ProcessEnd } from "./subprocess.ts";

/**
 * The failure, if the system or we ended the process or it never started; undefined if it exited by itself,
 * so that its output decides.
 */
export function endedBySystem(
  name: string,
  program: string,
  end: ProcessEnd,
  timeoutMs: number,
): Failure | undefined {
  switch (end.cause) {
    case "exited":
      return undefined;
    case "killed":
      return {
        how: "crashed",
        message: `${name} was ended by ${end.signal}: look at its log with \`review-nested show RUN --log\``,
      };
    case "timeout":
      return {
        how: "timeout",
        message: `timeout: ${name} had no answer within ${timeoutMs / 1000} s; give it longer with --timeout, or less with a smaller batch`,
      };
    case "interrupted":
      return { how: "interrupted", message: "interrupted" };
    case "too-much-output":
      return {
        how: "crashed",
        message: `${name} printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB and was ended: it should print the bundle only`,
      };
    case "not-found":
      return {
        how: "not-installed",
        message: `the program ${program} of the runner ${name} was not found: install it`,
      };
    case "cannot-start":
      return {
        how: "crashed",
        message: `${name} could not be started: ${toOneLine(end.problem ?? "no reason given")}`,
      };
  }
}
