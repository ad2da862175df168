import type { PageAction } from "../../api/page-action.ts";

/** What a person is asked before a decision is made; what was typed outlives a conflict. */
export interface Asked {
  kind: "waive" | "unwaive" | "override" | "reopen";
  /** What is decided about, in words. */
  about: string;
  /** Where it stands and what it quotes, of a finding. */
  place?: string;
  /** The same for the same question: what was typed for it is kept by that. */
  subject: string;
  /** How many findings that settles or brings back, in words; it may have to be asked for. */
  effect?: string | (() => Promise<string>);
  /** Makes the decision of what was typed; undefined if something is missing. */
  toAction(typed: Typed): PageAction | undefined;
  /** The same of what there is now, after somebody else was faster; absent if it is gone. */
  renew(): Asked | undefined;
  /** Why it could not be decided. */
  problem?: string;
  /** It is about another state than the person has seen: that is to be said yes to once more. */
  isOther?: boolean;
  /** What was asked about is no longer there: what was typed can be read, and nothing be sent. */
  isGone?: boolean;
}

export interface Typed {
  text: string;
  until?: string;
  decision?: "pass" | "warn" | "fail";
}

/** What has to be read before another key does anything. */
export interface Notice {
  title: string;
  words: string;
}
