import type { AcceptableDecision, AcceptanceEventId, ModelId } from "@review/db";

/** A pair in the versions that whoever decides has seen. */
export interface SeenPair {
  notePath: string;
  noteSha: string;
  gateId: string;
  gateSha: string;
  modelId: ModelId;
  /** The acceptance that stood for it: if another does now, the decision is a conflict. */
  acceptanceId: AcceptanceEventId;
}

/** A decision of a person's, about one pair or about findings. */
export type PageAction =
  /** What was found still holds for the texts of now; without an override it is what takes that back, the pair being fresh. */
  | { kind: "accept"; pair: SeenPair; withoutOverride?: true }
  /** Another decision in the reviewer's place. */
  | { kind: "override"; pair: SeenPair; decision: AcceptableDecision; remark: string }
  /** The acceptance is taken back. */
  | { kind: "reopen"; pair: SeenPair; remark: string }
  /** Findings are let stand, until the end of a day (`YYYY-MM-DD`, UTC) if one is given. */
  | ({ kind: "waive"; until?: string } & AboutFindings)
  /** They count again. */
  | ({ kind: "unwaive" } & AboutFindings);

interface AboutFindings {
  keys: string[];
  reason: string;
  /** Where they were looked at: if that is another by now, the decision is a conflict. Absent in what takes a decision back. */
  seen?: SeenPair;
}

/** What was decided, and what takes it back, one after another. */
export interface Decided {
  action: PageAction;
  undo: PageAction[];
}

/** A decision as it is kept for the tab that made it. */
export interface Made extends Decided {
  id: number;
  /** The key of the finding that was looked at. */
  at?: string;
}

/** The last decision of a tab is to be taken back: another one would be a conflict. */
export interface UndoRequest {
  id: number;
}

/** A place to be opened in the editor of whoever started the page. */
export interface OpenRequest {
  notePath: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column?: number;
}

/** What has become of it. */
export interface Opened {
  /** In the terminal in which the page was started, not in a window of its own. */
  isInTerminal: boolean;
}
