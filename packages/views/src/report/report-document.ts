import type { AcceptableDecision, ModelId } from "@review/db";
import type { Finding, Quotation, QuotationPlace } from "../finding.ts";

/**
 * What was looked at and what came of it: the one document that every projection is made of, whichever command made it. Paths
 * are relative to the root.
 */
export interface ReportDocument {
  /** The version of the program that made it. */
  toolVersion: string;
  /** By id; those that pairs name, and no others. */
  gates: ReportedGate[];
  /** By note, gate and partition. */
  pairs: ReportedPair[];
  /** What would be a note, or hold notes, and nobody could look at; absent if there is none. */
  unseen?: UnseenPath[];
  /** How many findings there are beyond those that were asked for at most; absent if there are none. */
  more?: number;
}

export interface UnseenPath {
  /** As far as it can be written. */
  notePath: string;
  /** Why, on one line. */
  message: string;
}

export interface ReportedGate {
  gateId: string;
  /** What it is called. */
  name: string;
  /** What it asks, in Markdown, without its front matter. */
  text: string;
}

/** A pair, under the partition that judged it. */
export interface ReportedPair {
  notePath: string;
  gateId: string;
  /** Absent where nobody judged it. */
  modelId?: ModelId;
  /** Of what stands for the pair; absent where nobody judged it. */
  decision?: AcceptableDecision;
  /** Those that count and those that are waived or disputed; none for a pass. Places are those in the note as it is now. */
  findings: ReportedFinding[];
  /** Why it does not hold; absent if it does. */
  problem?: ReportedProblem;
}

export interface ReportedFinding extends Omit<Finding, "quotes"> {
  /** Exact words of the note that show it. */
  quotes: ReportedQuotation[];
}

export interface ReportedQuotation extends Omit<Quotation, "place" | "wasLine"> {
  /** Where the words stand, unless nobody knows. */
  place?: ReportedPlace;
}

/** A place for tools that count columns in UTF-16 units, and for those that count bytes of UTF-8. */
export interface ReportedPlace extends QuotationPlace {
  /** From 1, in bytes of UTF-8; the end is behind the last byte. */
  startByteColumn: number;
  endByteColumn: number;
}

export interface ReportedProblem {
  /** `failing` has findings that count, as bad as was asked for or worse; the others have nothing that counts for the note as it is. */
  kind: "failing" | "missing" | "stale" | "unknown-scope";
  /** One line, without the names of note and gate. */
  message: string;
  /** The command to go on with. */
  next?: string;
}
