import type { Ended, Failure } from "../../execution.ts";
import { classifyError } from "../../failures/error-class.ts";
import { endedWell } from "../../process/process-ending.ts";
import { AGAIN_OR_OTHER, SHORTER_PROMPT, TO_CONTINUE } from "../../remedy.ts";
import { crashedByItself, failureFromOutside, withoutEvents } from "../process-failure.ts";
import { readCodexError } from "./error.ts";
import { CODEX_ERRORS } from "./error-classes.ts";
import { CODEX } from "./identity.ts";
import type { CodexRun } from "./telemetry.ts";

/** codex's complaints about its command line, its configuration and its input. */
const COMPLAINTS = [
  /^error: .*/im,
  /^Error loading config.*/m,
  /^Not inside a trusted directory.*/m,
  /^No prompt provided.*/m,
  /^Failed to read .*/m,
  /^.*not valid UTF-8.*/m,
];

/**
 * How a codex run ended, for an answer in which something is missing: a complete one counts whatever is said here. Success is a positive test, since codex exits 0 for an empty answer, too; its `error`
 * events are no failure, it may go on after them.
 */
export function judgeCodexRun(run: CodexRun & { hasText: boolean }): Ended {
  const { facts, rollout, hasText, exit, request } = run;
  const fromOutside = failureFromOutside(CODEX, exit, request.timeoutMs);
  if (fromOutside) return fromOutside;
  if (facts.failed !== undefined)
    return classifyError(CODEX, CODEX_ERRORS, readCodexError(facts.failed, rollout));
  if (facts.completed === undefined) return withoutEnd(run);
  if (!endedWell(exit)) return crashedByItself(CODEX, exit);
  if (!hasText) {
    return {
      how: "empty-output",
      message: "codex ended without any text",
      remedy: AGAIN_OR_OTHER,
    };
  }
  return { how: "completed" };
}

function withoutEnd({ facts, rollout, exit }: CodexRun): Failure {
  const { stderr } = exit;
  if (rollout.aborted) {
    return { how: "interrupted", message: "codex was interrupted", remedy: TO_CONTINUE };
  }
  if (stderr.includes("Input exceeds the maximum length")) {
    return {
      how: "prompt-too-long",
      message: "the prompt is longer than codex takes (1048576 characters)",
      remedy: SHORTER_PROMPT,
    };
  }
  if (facts.events > 0) return crashedByItself(CODEX, exit);
  const { otherLines } = facts;
  return withoutEvents(CODEX, exit, { otherLines, complaints: COMPLAINTS, trial: "codex exec hello" });
}
