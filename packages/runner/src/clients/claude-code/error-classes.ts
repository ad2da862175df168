import {
  type ErrorClass,
  isAboutTheInvocation,
  isDisabledAccount,
  NETWORK_LOGIN,
} from "../../failures/error-class.ts";
import {
  AGAIN,
  AGAIN_LATER,
  AGAIN_SOON,
  againWhen,
  FEWER_PAIRS,
  LESS_OBJECTIONABLE,
  SEE_LOG,
  SHORTER_PROMPT,
  TO_CONTINUE,
} from "../../remedy.ts";
import { MAX_TURNS } from "./command.ts";
import type { ClaudeError } from "./error.ts";

const EXTRA_ARGS = "runners.claude-code.extraArgs";

/** claude's words for an answer that broke off. */
const BROKEN_OFF = [
  "Connection to the API was lost",
  "Connection closed mid-response",
  "Failed to parse JSON",
  "Stream ended without receiving any events",
];

/**
 * The classes of errors, from runs of claude against a server that played every failure, and from what its users
 * report. The client's own name of a class and the words come before the HTTP status: services say 400 and 429 for
 * what is the account's affair, too.
 */
export const CLAUDE_ERRORS: readonly ErrorClass<ClaudeError>[] = [
  NETWORK_LOGIN,
  {
    applies: ({ subtype }) => subtype === "error_max_turns",
    how: "max-turns",
    what: "claude used up its turns without an answer",
    remedy: [FEWER_PAIRS, `allow more than ${MAX_TURNS} with --max-turns in ${EXTRA_ARGS}`],
  },
  {
    applies: ({ subtype }) => subtype === "error_max_budget_usd",
    how: "max-turns",
    what: "claude used up its budget without an answer",
    remedy: [FEWER_PAIRS, `raise --max-budget-usd in ${EXTRA_ARGS}`],
  },
  {
    applies: ({ terminalReason }) => terminalReason.startsWith("aborted"),
    how: "interrupted",
    what: "claude was interrupted",
    remedy: TO_CONTINUE,
    quiet: true,
  },
  {
    applies: ({ terminalReason, text }) =>
      terminalReason === "prompt_too_long" || /^prompt is too long/i.test(text),
    how: "prompt-too-long",
    what: "the prompt is too long for the model",
    remedy: SHORTER_PROMPT,
    quiet: true,
  },
  {
    applies: ({ refused }) => refused,
    how: "refused",
    what: "the model refused to answer",
    remedy: LESS_OBJECTIONABLE,
    quiet: true,
  },
  {
    applies: ({ text }) => isDisabledAccount(text),
    how: "auth",
    what: "the account or organization of the claude login is disabled",
    remedy: "ask its administrator, or log in with another account",
  },
  {
    applies: ({ error, text }) => isAuth(error) && /not logged in/i.test(text),
    how: "auth",
    what: "claude is not logged in",
    remedy: "run claude once and log in, or set ANTHROPIC_API_KEY",
    quiet: true,
  },
  {
    applies: ({ error }) => isAuth(error),
    how: "auth",
    what: "the Anthropic service refused the login of claude",
    remedy: "check ANTHROPIC_API_KEY, or run claude once and log in",
  },
  {
    applies: ({ error, text }) =>
      error === "model_not_found" ||
      /issue with the selected model|may not exist or you may not have access/i.test(text),
    how: "unknown-model",
    what: "claude does not know the model, or this login may not use it",
    remedy: "give another with --model",
  },
  {
    applies: ({ error, text }) => error === "billing_error" || /credit balance is too low/i.test(text),
    how: "usage-exhausted",
    what: "the credit of the Anthropic account is used up",
    remedy: "add credit, or log in with another account",
  },
  {
    applies: ({ planLimit }) => planLimit,
    how: "usage-exhausted",
    what: "the usage limit of the claude login is reached",
    remedy: ({ resetsAt }) => [
      againWhen(resetsAt ? `after ${resetsAt}` : "when it is reset"),
      "log in with another account",
    ],
    wait: ({ resetsAt }) => (resetsAt ? { resetsAt } : {}),
  },
  {
    applies: ({ error, status }) => error === "rate_limit" || status === 429,
    how: "rate-limited",
    what: "the Anthropic service limits how much may be asked at a time",
    remedy: AGAIN_SOON,
    wait: ({ retryAfterSeconds }) => (retryAfterSeconds ? { retryAfterSeconds } : {}),
  },
  {
    applies: ({ error, status, text }) =>
      error === "overloaded" || status === 529 || /\boverloaded\b/i.test(text),
    how: "overloaded",
    what: "the Anthropic service is overloaded",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ error }) => error === "max_output_tokens",
    how: "truncated",
    what: "the answer was longer than claude allows",
    remedy: FEWER_PAIRS,
  },
  {
    applies: ({ text }) => BROKEN_OFF.some((words) => text.includes(words)),
    how: "truncated",
    what: "the connection broke off in the middle of the answer",
    remedy: AGAIN,
  },
  {
    applies: ({ text }) => /timed out/i.test(text),
    how: "timeout",
    what: "the Anthropic service did not answer in time",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ text }) => text.includes("Unable to connect"),
    how: "crashed",
    what: "claude could not reach its service",
    remedy: "check the network, the proxy and ANTHROPIC_BASE_URL",
  },
  {
    applies: ({ text }) => text.includes("empty or malformed response"),
    how: "crashed",
    what: "something other than the service answered claude",
    remedy: "check the proxy and ANTHROPIC_BASE_URL",
  },
  {
    applies: ({ error, status, text }) =>
      error === "server_error" || status >= 500 || /internal server error/i.test(text),
    how: "overloaded",
    what: "the Anthropic service failed",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ error, status, text }) =>
      (error === "invalid_request" || status >= 400) && isAboutTheInvocation(text),
    how: "bad-invocation",
    what: "the Anthropic service refused the request of claude",
    remedy: `check --model, --effort and ${EXTRA_ARGS}`,
  },
  {
    applies: ({ error, status }) => error === "invalid_request" || status >= 400,
    how: "crashed",
    what: "the Anthropic service refused the request of claude",
    remedy: SEE_LOG,
  },
];

function isAuth(error: string | undefined): boolean {
  return error === "authentication_failed" || error === "oauth_org_not_allowed";
}
