import type { JsonObject } from "@review/db/guards";

/** What the events of one codex run said, beside the text of the answer. */
export interface CodexFacts {
  /** Lines that were events of a known kind; all others are in `otherLines`. */
  events: number;
  otherLines: number;
  threadId?: string | undefined;
  /** The model produced something: text, reasoning, a command. */
  hasOutput: boolean;
  /** Models that answered, as far as codex's own warnings of rerouted requests name them; empty without any. */
  rerouted: Set<string>;
  /** `usage` of `turn.completed`. */
  completed?: JsonObject;
  /** The message of `turn.failed`. */
  failed?: string;
}

/** Before the first event. */
export function noCodexFacts(): CodexFacts {
  return { events: 0, otherLines: 0, hasOutput: false, rerouted: new Set() };
}
