import type { NewOpinion } from "./opinion.ts";
import type { FindingId, FindingSeverity, GateReviewId } from "./vocabulary.ts";

/** Exact words of a note version, and where they stand in it. */
export interface FindingQuote {
  exact: string;
  /** The words before and after it, 32 UTF-16 units or fewer, by which it is found again in another version. */
  prefix: string;
  suffix: string;
  /** UTF-16 offsets in the text of the version; the end is behind the last unit. */
  startOffset: number;
  endOffset: number;
  /** From 1, columns in UTF-16 units. */
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** A finding to record with its gate review. */
export interface NewFinding {
  severity: FindingSeverity;
  message: string;
  suggestion?: string | undefined;
  /** The identity of the finding across reviews, 16 hex digits. */
  key: string;
  /** The finding of an earlier review that this one is, still there. */
  continuesFindingId?: FindingId | undefined;
  quotes: readonly FindingQuote[];
  /** What a second reviewer said of it elsewhere, as the lock tells: of what is taken in from there, and of nothing else. */
  opinion?: Omit<NewOpinion, "findingId"> | undefined;
}

/** One item that a gate review reports. */
export interface Finding extends Omit<NewFinding, "quotes" | "opinion"> {
  id: FindingId;
  gateReviewId: GateReviewId;
  /** That its review came from the lock: whether the review before found it, too, is not known. */
  isAttested?: true;
  /** How severe the finding was that it continues; absent if it continues none. */
  continuedSeverity?: FindingSeverity;
  quotes: FindingQuote[];
}
