import type { TokenUsage } from "@review/db";
import type { JsonObject } from "@review/db/guards";

/** What the events of one opencode run said, beside the text of the answer. */
export interface OpencodeFacts {
  /** Lines that were events of a known kind; all others are in `otherLines`. */
  events: number;
  otherLines: number;
  sessionId?: string | undefined;
  /** Why the last step ended: `stop`, `length`, `content-filter`, `tool-calls`. */
  reason?: string | undefined;
  /** The tokens of all steps; none before the first one ended. */
  usage?: Required<TokenUsage>;
  /** What the client thinks it cost: 0 where it knows no price. */
  costUsd: number;
  /** `error` of the last event of that kind. */
  error?: JsonObject;
}

/** Before the first event. */
export function noOpencodeFacts(): OpencodeFacts {
  return { events: 0, otherLines: 0, costUsd: 0 };
}
