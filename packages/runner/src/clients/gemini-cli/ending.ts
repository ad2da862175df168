import type { Ended, Failure } from "../../execution.ts";
import { classifyError, type ErrorClass } from "../../failures/error-class.ts";
import type { ServiceError } from "../../failures/service-error.ts";
import { lastLine } from "../../one-line.ts";
import { endedWell } from "../../process/process-ending.ts";
import type { ProcessEnd } from "../../process/subprocess.ts";
import { AGAIN, AGAIN_OR_OTHER, FEWER_PAIRS } from "../../remedy.ts";
import type { ReviewRequest } from "../../runner.ts";
import { objectOf, textOf } from "../json-fields.ts";
import { crashedByItself, failureFromOutside, withoutEvents } from "../process-failure.ts";
import { serviceErrorClasses } from "../service-errors.ts";
import { readGeminiError } from "./error.ts";
import type { GeminiFacts } from "./facts.ts";
import { GEMINI } from "./identity.ts";
import { MAX_TURNS } from "./settings.ts";

/** gemini's own exit codes for a run that did not come to its first request, or to its end. */
const NO_LOGIN = 41;
const USED_UP_TURNS = 53;

/** Its complaints about its command line and its settings. */
const COMPLAINTS = [
  /^Unknown arguments?: .*/im,
  /^Invalid values:[\s\S]{0,200}/m,
  /^.*(?:Error in .*|not running in a trusted directory.*)/m,
];

const CLASSES: readonly ErrorClass<ServiceError>[] = serviceErrorClasses({
  ...GEMINI,
  service: "the Gemini service",
  login: "check GEMINI_API_KEY, or run gemini once and log in",
  reach: "check the network, the proxy and GOOGLE_GEMINI_BASE_URL",
});

/** One run, as far as it matters for how it ended. */
export interface GeminiRun {
  facts: GeminiFacts;
  /** Whether the model wrote any text that is not blank. */
  hasText: boolean;
  exit: ProcessEnd;
  request: ReviewRequest;
}

/**
 * How a gemini run ended, for an answer in which something is missing: a complete one counts whatever is said here. Success is
 * a positive test, since gemini exits 0 for empty, refused and interrupted runs, too. An answer that reached the model's limit is called
 * a success; only what is missing in it shows that.
 */
export function judgeGeminiRun({ facts, hasText, exit, request }: GeminiRun): Ended {
  const fromOutside = failureFromOutside(GEMINI, exit, request.timeoutMs);
  if (fromOutside) return fromOutside;
  const { result } = facts;
  if (!result) return withoutResult(facts, exit);
  if (result.status !== "success") {
    const said = textOf(objectOf(result.error).message) ?? facts.error ?? "";
    if (exit.exitCode === USED_UP_TURNS) return usedUpTurns();
    return classifyError(GEMINI, CLASSES, readGeminiError(said, exit.exitCode));
  }
  if (!endedWell(exit)) return crashedByItself(GEMINI, exit);
  if (facts.looped) {
    return {
      how: "truncated",
      message: "gemini took the answer for a loop and stopped it",
      remedy: [FEWER_PAIRS, "set model.disableLoopDetection in its settings"],
    };
  }
  if (hasText) return { how: "completed" };
  return { how: "empty-output", message: "gemini ended without any text", remedy: AGAIN_OR_OTHER };
}

function withoutResult(facts: GeminiFacts, exit: ProcessEnd): Failure {
  if (exit.exitCode === USED_UP_TURNS) return usedUpTurns();
  if (exit.exitCode === NO_LOGIN) {
    const text = lastLine(exit.stderr) ?? "";
    return classifyError(GEMINI, CLASSES, { status: 401, kinds: [], text });
  }
  // It does so when somebody else interrupts it.
  if (facts.events > 0 && exit.exitCode === 0) {
    return {
      how: "truncated",
      message: "gemini ended without its result, so part of its answer is missing",
      remedy: AGAIN,
    };
  }
  if (facts.events > 0) return crashedByItself(GEMINI, exit);
  const { otherLines } = facts;
  return withoutEvents(GEMINI, exit, { otherLines, complaints: COMPLAINTS, trial: "gemini --prompt hello" });
}

function usedUpTurns(): Failure {
  return {
    how: "max-turns",
    message: `gemini used up its ${MAX_TURNS} turns without an answer`,
    remedy: FEWER_PAIRS,
  };
}
