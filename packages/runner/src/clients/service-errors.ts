import { type ErrorClass, isAboutTheInvocation, NETWORK_LOGIN } from "../failures/error-class.ts";
import { askedToWait, isAbout, type ServiceError } from "../failures/service-error.ts";
import {
  AGAIN,
  AGAIN_LATER,
  AGAIN_OR_OTHER,
  AGAIN_SOON,
  FEWER_PAIRS,
  LESS_OBJECTIONABLE,
  SEE_LOG,
  SHORTER_PROMPT,
} from "../remedy.ts";

/** Who was asked and by whom, for what a person is told. */
export interface AskedByClient {
  /** The service: `the Gemini service`. */
  service: string;
  /** The client's program and the runner's name. */
  program: string;
  name: string;
  /** What to do about a login that does not work. */
  login: string;
  /** What to do where the service cannot be reached. */
  reach: string;
}

/** The classes of such errors. Names of kinds and words come before the status: services say 400 and 429 for what is the account's affair, too. */
export function serviceErrorClasses({
  service,
  program,
  name,
  login,
  reach,
}: AskedByClient): readonly ErrorClass<ServiceError>[] {
  return [
    NETWORK_LOGIN,
    {
      applies: isAbout("prompt-too-long"),
      how: "prompt-too-long",
      what: "the prompt is too long for the model",
      remedy: SHORTER_PROMPT,
    },
    {
      applies: isAbout("account-disabled"),
      how: "auth",
      what: `the account of the ${program} login is disabled`,
      remedy: "ask its administrator, or log in with another account",
    },
    {
      applies: isAbout("used-up"),
      how: "usage-exhausted",
      what: `the credit or quota of the ${program} login is used up`,
      remedy: "add credit, wait until it is reset, or log in with another account",
    },
    {
      applies: (error) =>
        isAbout("login-refused")(error) ||
        /auth method|api[ _]key (?:is |not |missing)|must specify the \w+_API_KEY|not logged in|please re-?authenticate/i.test(
          error.text,
        ),
      how: "auth",
      what: `${service} refused the login of ${program}, or there is none`,
      remedy: login,
    },
    {
      applies: isAbout("unknown-model"),
      how: "unknown-model",
      what: `${program} does not know the model, or this login may not use it`,
      remedy: "give another with --model",
    },
    {
      applies: isAbout("refused"),
      how: "refused",
      what: "the model refused to answer",
      remedy: LESS_OBJECTIONABLE,
    },
    {
      applies: isAbout("rate-limited"),
      how: "rate-limited",
      what: `${service} limits how much may be asked at a time`,
      remedy: AGAIN_SOON,
      wait: askedToWait,
    },
    {
      applies: isAbout("overloaded"),
      how: "overloaded",
      what: `${service} is overloaded`,
      remedy: AGAIN_LATER,
      wait: askedToWait,
    },
    {
      applies: ({ text }) =>
        /\bterminated\b|without a finish reason|other side closed|socket hang up|ECONNRESET|stream (?:ended|closed|disconnected)|connection (?:was )?(?:closed|lost|reset)/i.test(
          text,
        ),
      how: "truncated",
      what: "the connection broke off in the middle of the answer",
      remedy: AGAIN,
    },
    {
      applies: ({ text }) => /empty response|only thoughts|without any text/i.test(text),
      how: "empty-output",
      what: `${program} ended without any text`,
      remedy: AGAIN_OR_OTHER,
    },
    {
      applies: ({ text }) =>
        /maximum (?:number of )?(?:output )?tokens|output token limit|MAX_TOKENS/i.test(text),
      how: "truncated",
      what: "the answer was longer than the model allows",
      remedy: FEWER_PAIRS,
    },
    {
      applies: ({ text }) => /timed? ?out/i.test(text),
      how: "timeout",
      what: `${service} did not answer in time`,
      remedy: AGAIN_LATER,
    },
    {
      applies: ({ status, text }) =>
        status === 0 &&
        /fetch failed|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|unable to connect|cannot connect/i.test(text),
      how: "crashed",
      what: `${program} could not reach ${service}`,
      remedy: reach,
    },
    {
      applies: ({ text }) =>
        /Incomplete JSON|Unexpected token|is not valid JSON|JSON ?Parse|Invalid JSON/i.test(text),
      how: "crashed",
      what: `something other than ${service} answered ${program}`,
      remedy: reach,
    },
    {
      applies: isAbout("failed"),
      how: "overloaded",
      what: `${service} failed`,
      remedy: AGAIN_LATER,
    },
    {
      applies: ({ status, text }) => status >= 400 && isAboutTheInvocation(text),
      how: "bad-invocation",
      what: `${service} refused the request of ${program}`,
      remedy: `check --model, --effort and runners.${name}.extraArgs`,
    },
    {
      applies: ({ status }) => status >= 400,
      how: "crashed",
      what: `${service} refused the request of ${program}`,
      remedy: SEE_LOG,
    },
  ];
}
