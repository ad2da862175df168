import { isObject, type JsonObject } from "@review/db/guards";
import type { Ended, Failure } from "../../execution.ts";
import { classifyError } from "../../failures/error-class.ts";
import { toOneLine } from "../../one-line.ts";
import { endedWell } from "../../process/process-ending.ts";
import type { ProcessEnd } from "../../process/subprocess.ts";
import { AGAIN, AGAIN_OR_OTHER, LESS_OBJECTIONABLE } from "../../remedy.ts";
import type { ReviewRequest } from "../../runner.ts";
import { objectOf, textOf } from "../json-fields.ts";
import { crashedByItself, failureFromOutside, withoutEvents } from "../process-failure.ts";
import { readClaudeError } from "./error.ts";
import { CLAUDE_ERRORS } from "./error-classes.ts";
import type { ClaudeFacts } from "./facts.ts";
import { CLAUDE } from "./identity.ts";

/** One run, as far as it matters for how it ended. */
export interface ClaudeRun {
  facts: ClaudeFacts;
  /** Whether the model wrote any text that is not blank. */
  hasText: boolean;
  exit: ProcessEnd;
  request: ReviewRequest;
}

/**
 * How a claude run ended, for an answer in which something is missing: a complete one counts whatever is said here.
 * Success is a positive test, since claude exits 0 for interrupted, cut and empty runs, too, and says `success` for
 * failures of the API.
 */
export function judgeClaudeRun(run: ClaudeRun): Ended {
  const { facts, exit, request } = run;
  const fromOutside = failureFromOutside(CLAUDE, exit, request.timeoutMs);
  if (fromOutside) return fromOutside;
  if (isSuccess(run)) return { how: "completed" };
  if (facts.events === 0) {
    const { otherLines } = facts;
    return withoutEvents(CLAUDE, exit, {
      otherLines,
      complaints: [/^error: .*/im],
      trial: "claude -p hello",
    });
  }
  const { result } = facts;
  if (!result) return withoutResult(run);
  if (isObject(result.structured_output)) return anotherOutput("--json-schema");
  if (!facts.succeeded) {
    return classifyError(CLAUDE, CLAUDE_ERRORS, readClaudeError(facts, result));
  }
  return incomplete(run, result);
}

/** Why a model stopped that had not said everything. Services behind a gateway may give no reason at all. */
const BROKEN_OFF = ["refusal", "max_tokens", "model_context_window_exceeded", "pause_turn", "tool_use"];

function isSuccess({ facts, hasText, exit }: ClaudeRun): boolean {
  const { result = {}, succeeded } = facts;
  return (
    endedWell(exit) &&
    succeeded &&
    !BROKEN_OFF.includes(String(result.stop_reason)) &&
    Object.keys(objectOf(result.modelUsage)).length > 0 &&
    hasText
  );
}

function withoutResult({ exit }: ClaudeRun): Failure {
  // It does so when somebody else interrupts it, and where it exits before all of its output is written.
  if (exit.exitCode === 0) {
    return {
      how: "truncated",
      message: "claude ended without its result, so part of its answer is missing",
      remedy: AGAIN,
    };
  }
  return crashedByItself(CLAUDE, exit);
}

/** No error, but not all that belongs to an answer. */
function incomplete({ facts, hasText, exit }: ClaudeRun, result: JsonObject): Failure {
  const { stop_reason: stopReason } = result;
  if (facts.refused || stopReason === "refusal") {
    return {
      how: "refused",
      message: "the model refused to answer",
      remedy: LESS_OBJECTIONABLE,
    };
  }
  if (!hasText && !facts.initialised) return anotherOutput("--output-format");
  if (!hasText && facts.ownText) {
    return {
      how: "bad-invocation",
      message: `claude answered without asking the model (${toOneLine(textOf(result.result) ?? "no text")})`,
      remedy: "the prompt must not begin with a slash",
    };
  }
  if (!hasText) {
    return {
      how: "empty-output",
      message: "claude ended without any text",
      remedy: AGAIN_OR_OTHER,
    };
  }
  if (!endedWell(exit)) return crashedByItself(CLAUDE, exit);
  const why = typeof stopReason === "string" && stopReason !== "end_turn" ? ` (${stopReason})` : "";
  return {
    how: "truncated",
    message: `the answer of claude broke off before its end${why}`,
    remedy: AGAIN,
  };
}

function anotherOutput(option: string): Failure {
  return {
    how: "bad-invocation",
    message: "claude did not print the events it was asked for",
    remedy: `take ${option} out of runners.claude-code.extraArgs`,
  };
}
