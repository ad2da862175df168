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
} from "../../remedy.ts";
import type { CodexError } from "./error.ts";

const EXTRA_ARGS = "runners.codex.extraArgs";

/** Words for usage that is spent, of a plan or of an API's credit. */
const USED_UP =
  /\b(?:hit|reached) your .{0,40}limit|usage limit has been reached|out of credits|(?:quota exceeded|exceeded your current quota)|billing hard limit|\bregain access on\b/i;

/**
 * The classes of errors, from runs of codex against a server that played every failure, and from what its users report.
 * The name in the rollout comes first; the texts decide where it says `other`, and where there is no rollout. The HTTP
 * status comes last: it is the same for what is the account's affair.
 */
export const CODEX_ERRORS: readonly ErrorClass<CodexError>[] = [
  NETWORK_LOGIN,
  {
    applies: ({ text }) => text.startsWith("Missing environment variable"),
    how: "auth",
    what: "codex is not logged in",
    remedy: "name that variable in runners.codex.passEnv and set it, or run codex login",
  },
  {
    applies: ({ serviceCode, text }) => serviceCode === "account_deactivated" || isDisabledAccount(text),
    how: "auth",
    what: "the account or organization of the codex login is disabled",
    remedy: "ask its administrator, or log in with another account",
  },
  {
    applies: ({ info, serviceCode, text }) =>
      [info, serviceCode].includes("model_not_found") ||
      /does not exist or you do not have access|not have access to this model/i.test(text),
    how: "unknown-model",
    what: "codex does not know the model, or this login may not use it",
    remedy: "give another with --model",
  },
  {
    applies: ({ info, status, text }) =>
      info === "unauthorized" ||
      [401, 403].includes(status) ||
      text.includes("could not be refreshed") ||
      /sign in again/i.test(text),
    how: "auth",
    what: "the OpenAI service refused the login of codex",
    remedy: "run codex login, or check CODEX_API_KEY",
  },
  {
    applies: ({ serviceCode, text }) =>
      serviceCode === "usage_not_included" || text.includes("To use Codex with your ChatGPT plan"),
    how: "usage-exhausted",
    what: "the plan of this login does not include codex",
    remedy: "log in with another account, or use an API key",
  },
  {
    applies: ({ info, serviceCode, text }) =>
      info === "usage_limit_exceeded" || serviceCode === "insufficient_quota" || USED_UP.test(text),
    how: "usage-exhausted",
    what: "the usage limit of the codex login is reached",
    remedy: ({ resetsAt }) => [
      againWhen(resetsAt ? `after ${resetsAt}` : "when there is usage again"),
      "log in with another account",
    ],
    wait: ({ resetsAt }) => (resetsAt ? { resetsAt } : {}),
  },
  {
    applies: ({ info, status, text }) =>
      info === "rate_limit_exceeded" || status === 429 || text.startsWith("rate limit exceeded"),
    how: "rate-limited",
    what: "the OpenAI service limits how much may be asked at a time",
    remedy: AGAIN_SOON,
    wait: ({ retryAfterSeconds }) => (retryAfterSeconds ? { retryAfterSeconds } : {}),
  },
  {
    applies: ({ info, text }) => info === "server_overloaded" || text.includes("model is at capacity"),
    how: "overloaded",
    what: "the OpenAI service is overloaded",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ info, text }) => info === "context_window_exceeded" || text.includes("context window"),
    how: "prompt-too-long",
    what: "the prompt is too long for the model",
    remedy: SHORTER_PROMPT,
    quiet: true,
  },
  {
    applies: ({ text }) => text.includes("reason: content_filter"),
    how: "refused",
    what: "the service refused to answer (content filter)",
    remedy: LESS_OBJECTIONABLE,
    quiet: true,
  },
  {
    applies: ({ text }) => text.includes("reason: max_output_tokens"),
    how: "truncated",
    what: "the answer was longer than the model allows",
    remedy: FEWER_PAIRS,
  },
  {
    applies: ({ text }) => /idle timeout|timed out/i.test(text),
    how: "timeout",
    what: "the OpenAI service fell silent in the middle of the answer",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ text }) => text.includes("error sending request"),
    how: "crashed",
    what: "codex could not reach its service",
    remedy: "check the network, the proxy and OPENAI_BASE_URL",
  },
  {
    applies: ({ info, status, text }) =>
      info === "internal_server_error" ||
      status >= 500 ||
      /currently experiencing high demand|server had an error/i.test(text),
    how: "overloaded",
    what: "the OpenAI service failed",
    remedy: AGAIN_LATER,
  },
  {
    applies: ({ text }) => text.includes("stream disconnected before completion"),
    how: "truncated",
    what: "the connection broke off in the middle of the answer",
    remedy: AGAIN,
  },
  {
    applies: ({ status, serviceCode, text }) =>
      (serviceCode !== "" || status >= 400) && isAboutTheInvocation(text),
    how: "bad-invocation",
    what: "the OpenAI service refused the request of codex",
    remedy: `check --model, --effort and ${EXTRA_ARGS}`,
  },
  {
    applies: ({ status, serviceCode }) => serviceCode !== "" || status >= 400,
    how: "crashed",
    what: "the OpenAI service refused the request of codex",
    remedy: SEE_LOG,
  },
];
