import { escapeUnclear } from "@review/corpus";
import type { Failure } from "../execution.ts";
import { lastLine, toOneLine } from "../one-line.ts";
import { cannotStart, endedBySystem } from "../process/process-ending.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import { NOWHERE, type Unstartable } from "../process/unstartable.ts";
import { AGAIN, SEE_LOG, TO_CONTINUE } from "../remedy.ts";
import type { ClientIdentity } from "./client.ts";

/** 128 + the signal's number: how a program says that it ended because of SIGHUP, SIGINT or SIGTERM. */
const SIGNAL_EXIT_CODES = [129, 130, 143];
const REQUESTS_TO_END = ["SIGHUP", "SIGINT", "SIGTERM"];

/** Says that a client cannot be started, and how to get it. */
export function notInstalled(
  { name, program, npmPackage }: ClientIdentity,
  path = program,
  flaw: Unstartable = NOWHERE,
): Failure {
  const what = path === program ? program : `the program ${escapeUnclear(path)} of runners.${name}.path`;
  return {
    how: "not-installed",
    message: `${what} ${flaw.says}`,
    remedy: [
      flaw === NOWHERE ? `npm install -g ${npmPackage}` : flaw.remedy,
      `set runners.${name}.path in review.config.json`,
    ],
  };
}

/** The failure, if it was not the client itself that ended: no start, a timeout, an interruption, a signal. */
export function failureFromOutside(
  client: ClientIdentity,
  exit: ProcessEnd,
  timeoutMs: number,
): Failure | undefined {
  const { name, program } = client;
  const { cause, exitCode, signal } = exit;
  if (cause === "not-found") return notInstalled(client);
  if (cause === "cannot-start") {
    const shortage = cannotStart(program, exit);
    if (shortage) return shortage;
    return {
      how: "not-installed",
      message: `${program} could not be started (${toOneLine(exit.problem ?? "no reason given")})`,
      remedy: [
        `install it again with npm install -g ${client.npmPackage}`,
        `set runners.${name}.path in review.config.json`,
      ],
    };
  }
  const endedByRequest =
    (cause === "killed" && REQUESTS_TO_END.includes(signal ?? "")) ||
    (cause === "exited" && SIGNAL_EXIT_CODES.includes(exitCode ?? 0));
  if (endedByRequest) {
    const by = signal ?? `a signal (exit code ${exitCode})`;
    return {
      how: "interrupted",
      message: `${program} was interrupted by ${by}`,
      remedy: TO_CONTINUE,
    };
  }
  if (cause === "killed") {
    return {
      how: "crashed",
      message: `${program} was ended by ${signal}, perhaps for want of memory`,
      remedy: SEE_LOG,
    };
  }
  return endedBySystem(program, program, exit, timeoutMs);
}

/** Says that none of the lines that a client printed is an event that its reader knows. */
export function notUnderstood({ name, program }: ClientIdentity): Failure<"not-understood"> {
  return {
    how: "not-understood",
    message: `${program} printed lines of which none is an event that this version of review knows`,
    remedy: `look whether its version is a tested one, take options of output out of runners.${name}.extraArgs, or update review`,
  };
}

/**
 * The failure of a client that printed no event: it refused its command line (`complaints` is how it says so), or never
 * came to work. `trial` is a command line by which a person sees whether it works at all.
 */
export function withoutEvents(
  client: ClientIdentity,
  exit: ProcessEnd,
  { otherLines, complaints, trial }: { otherLines: number; complaints: readonly RegExp[]; trial: string },
): Failure {
  const { name, program } = client;
  const [complaint] = complaints.flatMap((pattern) => pattern.exec(exit.stderr)?.[0] ?? []);
  if (complaint) {
    return {
      how: "bad-invocation",
      message: `${program} refused to start (${toOneLine(complaint)})`,
      remedy: `check runners.${name}.extraArgs, and whether its version is a tested one`,
    };
  }
  if (otherLines > 0) return notUnderstood(client);
  if (exit.exitCode !== 0) return crashedByItself(client, exit);
  const remedy = [AGAIN, `try \`${trial}\` by hand`];
  return { how: "empty-output", message: `${program} printed nothing at all`, remedy };
}

/** The failure of a client that exited by itself, with nothing to show for it. */
export function crashedByItself({ program }: ClientIdentity, { exitCode, stderr }: ProcessEnd): Failure {
  const last = lastLine(stderr);
  const said = last === undefined ? "" : ` (${toOneLine(last)})`;
  return {
    how: "crashed",
    message: `${program} ended with exit code ${exitCode} before it was done${said}`,
    remedy: SEE_LOG,
  };
}
