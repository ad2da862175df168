import { isDisabledAccount } from "./error-class.ts";

/** What a model service said, whoever hands it on. */
export interface ServiceError {
  /** HTTP; 0 where it is not known, where no answer came, and for errors in the middle of one. */
  status: number;
  /** The service's own names of the kind of error, in lower case: `insufficient_quota`, `api_key_invalid`. */
  kinds: readonly string[];
  retryAfterSeconds?: number | undefined;
  /** In the words of the service, or of who hands it on, for people. */
  text: string;
}

/** What an error of a service is about. */
export type ServiceComplaint =
  | "prompt-too-long"
  | "account-disabled"
  | "used-up"
  | "login-refused"
  | "unknown-model"
  | "refused"
  | "rate-limited"
  | "overloaded"
  | "failed";

/** By what each is told: names of kinds, HTTP statuses, words. */
const SIGNS: Readonly<Record<ServiceComplaint, Signs>> = {
  "prompt-too-long": {
    kinds: ["context_length_exceeded", "request_too_large"],
    statuses: [413],
    words:
      /prompt is too long|maximum context length|context (?:window|length|size)|maximum number of tokens allowed|input (?:is )?too long|contextoverflow/i,
  },
  "account-disabled": { applies: ({ text }) => isDisabledAccount(text) },
  "used-up": {
    kinds: ["insufficient_quota", "billing_error", "billing_hard_limit_reached", "billing_not_active"],
    statuses: [402],
    // Google says of what a minute may have, too, that a quota is exceeded; but then, when to ask again.
    words:
      /credit balance is too low|insufficient credits?|credits are depleted|exhausted your (?:daily |capacity|.{0,20}quota)|exceeded your current quota(?!.*retry (?:in|after))|PerDay|usage limit/is,
  },
  "login-refused": {
    kinds: ["authentication_error", "permission_error", "invalid_api_key", "api_key_invalid"],
    statuses: [401, 403],
  },
  "unknown-model": {
    kinds: ["model_not_found"],
    words: /\bmodels?\b.{0,120}\b(?:not found|does not exist|not exist|not supported|no longer)/is,
    applies: ({ status, text }) => status === 404 && /\bmodel/i.test(text),
  },
  refused: {
    kinds: ["content_filter", "content_policy_violation"],
    words: /blocked due to|content.?filter/i,
  },
  "rate-limited": {
    kinds: ["rate_limit_error", "rate_limit_exceeded", "resource_exhausted"],
    statuses: [429],
    words: /rate.?limit|exceeded your current quota/i,
  },
  overloaded: {
    kinds: ["overloaded_error", "server_is_overloaded", "unavailable"],
    statuses: [503, 529],
    words: /\boverloaded\b/i,
  },
  failed: {
    kinds: ["api_error", "server_error", "internal"],
    applies: ({ status }) => status >= 500,
  },
};

interface Signs {
  kinds?: readonly string[];
  statuses?: readonly number[];
  words?: RegExp;
  applies?: (error: ServiceError) => boolean;
}

/**
 * Tells whether an error is about one thing. Several may apply, so what is the account's affair is to be asked about before what passes:
 * services say 400 and 429 for both.
 */
export function isAbout(complaint: ServiceComplaint): (error: ServiceError) => boolean {
  const { kinds = [], statuses = [], words, applies } = SIGNS[complaint];
  return (error) =>
    kinds.some((kind) => error.kinds.includes(kind)) ||
    statuses.includes(error.status) ||
    words?.test(error.text) === true ||
    applies?.(error) === true;
}

/** When a service wants to be asked again, if it says so. */
export function askedToWait({ retryAfterSeconds }: ServiceError): { retryAfterSeconds?: number } {
  return retryAfterSeconds ? { retryAfterSeconds } : {};
}
