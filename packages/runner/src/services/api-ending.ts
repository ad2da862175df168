import type { Ended, Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { interruption } from "../process/interrupted.ts";
import { saidNothing, timedOut } from "../process/process-ending.ts";
import { AGAIN, AGAIN_OR_OTHER, FEWER_PAIRS, LESS_OBJECTIONABLE } from "../remedy.ts";
import { readApiError } from "./api-error.ts";
import { classifyApiError } from "./api-error-classes.ts";
import { type Asked, askDirectly, checkWay } from "./asked.ts";
import type { Streamed } from "./stream-answer.ts";

/** How a request to a service ended, for an answer in which something is missing: a complete one counts whatever is said here. */
export function judgeApiRun(
  asked: Asked,
  { facts, text, heard, cause, contentType }: Streamed,
  { timeoutMs, interruptedBy }: { timeoutMs: number; interruptedBy: string | undefined },
): Ended {
  if (cause === "interrupted") return interruption(interruptedBy);
  if (cause === "timeout") return heard ? timedOut(asked.title, timeoutMs) : silence(asked, timeoutMs);
  if (cause === "dismissed") return { how: "completed" };
  if (facts.error !== undefined) {
    const error = readApiError(facts.error);
    const failure = classifyApiError(asked, error);
    if (failure.how === "timeout" && !heard) return { ...failure, how: "silent" };
    if (failure.how !== "crashed" && failure.how !== "truncated") return failure;
    // What broke off for no reason that anybody named left a part of an answer.
    if (text !== "") return { ...failure, how: "truncated" };
    // The port is another protocol's.
    if (contentType === undefined) return error.notHttp ? { ...failure, how: "bad-address" } : failure;
    if (isEventStream(contentType)) return failure;
    const words = /\bjson\b/i.test(contentType) ? `${contentType}: ${toOneLine(error.text)}` : contentType;
    return notTheService(asked, words);
  }
  const { unified, raw } = facts.finish ?? {};
  switch (unified) {
    case "length":
      return {
        how: "truncated",
        message: `the answer reached the limit of what the model may write${said(raw)}`,
        remedy: [FEWER_PAIRS, "raise maxOutputTokens of a runner of your own"],
      };
    case "content-filter":
      return {
        how: "refused",
        message: `the model refused to answer${said(raw)}`,
        remedy: LESS_OBJECTIONABLE,
      };
    case "stop":
      if (text.trim() !== "") return { how: "completed" };
      return {
        how: "empty-output",
        message: `${asked.title} ended without any text`,
        remedy: AGAIN_OR_OTHER,
      };
    default:
      if (text === "" && !isEventStream(contentType)) return notTheService(asked, contentType);
      return {
        how: "truncated",
        message: `the answer of ${asked.title} broke off before its end${said(raw)}`,
        remedy: AGAIN,
      };
  }
}

function silence({ title, directlyBy }: Asked, timeoutMs: number): Failure<"silent"> {
  const failure = saidNothing(title, timeoutMs);
  return directlyBy === undefined ? failure : { ...failure, remedy: askDirectly(directlyBy) };
}

const notTheService = (asked: Asked, what = "without a type"): Failure => ({
  how: "bad-address",
  message: `something other than ${asked.title} answered (${what})`,
  remedy: checkWay(asked),
});

const said = (raw: string | undefined) => (raw === undefined ? "" : ` (${raw})`);

const isEventStream = (type: string | undefined) => type?.includes("text/event-stream") ?? false;
