import { toOneLine } from "../one-line.ts";
import { MAX_OUTPUT_BYTES } from "../process/output-limit.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { CheckGate } from "./plan-processes.ts";

/** How the process of a check ended; also for the log. */
export function describeEnd({ check: [program] }: CheckGate, end: ProcessEnd): string {
  switch (end.cause) {
    case "exited":
      return `exit code ${end.exitCode}`;
    case "killed":
      return `ended by ${end.signal}`;
    case "timeout":
      return "not done within the timeout";
    case "interrupted":
    case "dismissed":
      return "interrupted";
    case "too-much-output":
      return `printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB`;
    case "not-found":
      return `the program ${program} was not found, install it`;
    case "cannot-start":
      return `could not be started (${toOneLine(end.problem ?? "no reason given")})`;
  }
}
