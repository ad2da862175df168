import type { JsonObject } from "@review/db/guards";

/** What the events of one claude run said, beside the text of the answer. */
export interface ClaudeFacts {
  /** Lines that were events of a known kind; all others are in `otherLines`. */
  events: number;
  otherLines: number;
  /** Seen `system/init`: the output is the event stream that was asked for. */
  initialised: boolean;
  sessionId?: string;
  clientVersion?: string;
  /** Models that answered, as the API named them; at most two are kept. */
  models: Set<string>;
  /** Text that is the client's own (`<synthetic>`): error texts, answers to slash commands. */
  ownText: boolean;
  /** `error` of the last message that had one. */
  error?: string;
  /** The last refused `rate_limit_info`. */
  rejectedLimit?: JsonObject;
  /** The last `system/api_retry`. */
  lastRetry?: JsonObject;
  refused: boolean;
  /** The first `result` event that reports success, or else the last one. */
  result?: JsonObject;
  /** It reported success: what comes after it belongs to another turn, which nobody asked for. */
  succeeded: boolean;
}

/** Before the first event. */
export function noClaudeFacts(): ClaudeFacts {
  return {
    events: 0,
    otherLines: 0,
    initialised: false,
    models: new Set(),
    ownText: false,
    refused: false,
    succeeded: false,
  };
}
