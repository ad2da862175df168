import type { Ended, Failure } from "../../execution.ts";
import { classifyError } from "../../failures/error-class.ts";
import { endedWell } from "../../process/process-ending.ts";
import type { ProcessEnd } from "../../process/subprocess.ts";
import { AGAIN, AGAIN_OR_OTHER, FEWER_PAIRS, LESS_OBJECTIONABLE } from "../../remedy.ts";
import type { ReviewRequest } from "../../runner.ts";
import { crashedByItself, failureFromOutside, withoutEvents } from "../process-failure.ts";
import { serviceErrorClasses } from "../service-errors.ts";
import { readOpencodeError } from "./error.ts";
import type { OpencodeFacts } from "./facts.ts";
import { OPENCODE } from "./identity.ts";

const CLASSES = serviceErrorClasses({
  ...OPENCODE,
  service: "the model's service",
  login: "run opencode auth login, or check the variable that holds its key",
  reach: "check the network, the proxy and the provider's baseURL",
});

/** Its complaints about its command line: of an argument that it does not know it says nothing, but prints its help. */
const COMPLAINTS = [
  /^Error: .*/im,
  /^.*(?:Unknown argument|Invalid values).*/m,
  /^opencode run \[message.*/m,
];

/** One run, as far as it matters for how it ended. */
export interface OpencodeRun {
  facts: OpencodeFacts;
  /** Whether the model wrote any text that is not blank. */
  hasText: boolean;
  exit: ProcessEnd;
  request: ReviewRequest;
}

/**
 * How an opencode run ended, for an answer in which something is missing: a complete one counts whatever is said here. Success is a positive
 * test: a step that ended by itself, with text, and no error.
 */
export function judgeOpencodeRun({ facts, hasText, exit, request }: OpencodeRun): Ended {
  const fromOutside = failureFromOutside(OPENCODE, exit, request.timeoutMs);
  if (fromOutside) return fromOutside;
  if (facts.error) return classifyError(OPENCODE, CLASSES, readOpencodeError(facts.error));
  if (facts.events === 0) {
    const { otherLines } = facts;
    return withoutEvents(OPENCODE, exit, { otherLines, complaints: COMPLAINTS, trial: "opencode run hello" });
  }
  if (facts.reason === "content-filter") {
    return {
      how: "refused",
      message: "the model refused to answer",
      remedy: LESS_OBJECTIONABLE,
    };
  }
  if (!endedWell(exit)) return crashedByItself(OPENCODE, exit);
  if (facts.reason !== "stop" && facts.reason !== "unknown") return brokenOff(facts.reason);
  if (hasText) return { how: "completed" };
  return { how: "empty-output", message: "opencode ended without any text", remedy: AGAIN_OR_OTHER };
}

function brokenOff(reason: string | undefined): Failure {
  const why = reason === undefined ? "" : ` (${reason})`;
  const remedy = reason === "length" ? FEWER_PAIRS : AGAIN;
  return { how: "truncated", message: `the answer of opencode broke off before its end${why}`, remedy };
}
