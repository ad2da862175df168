import { BIN, ENVIRONMENT, program } from "@review/test-kit/programs.ts";
import { runSubprocess, type SubprocessOptions } from "../src/process/subprocess.ts";
import { IMPATIENT } from "./impatient.ts";

/** Runs one of the small programs without limits, unless told otherwise. */
export function runProgram(
  name: string,
  args: readonly string[] = [],
  changes: Partial<SubprocessOptions> = {},
) {
  return runSubprocess({
    program: program(name),
    args,
    cwd: BIN,
    environment: ENVIRONMENT,
    stdin: "",
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    patience: IMPATIENT,
    ...changes,
  });
}
