import type { AcceptableDecision, ModelId } from "@review/db";
import type { Finding } from "../finding.ts";

/**
 * What was looked at and what came of it: the one document that every projection is made of, whichever command made it. Paths
 * are relative to the root.
 */
export interface ReportDocument {
  /** By id; those that pairs name, and no others. */
  gates: ReportedGate[];
  /** By note, gate and partition. */
  pairs: ReportedPair[];
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
  /** Those that count and those that are waived; none for a pass. Places are those in the note as it is now. */
  findings: Finding[];
  /** Why it does not hold; absent if it does. */
  problem?: ReportedProblem;
}

export interface ReportedProblem {
  /** `failing` has findings that count; the others have nothing that counts for the note as it is. */
  kind: "failing" | "missing" | "stale" | "unknown-scope";
  /** One line, without the names of note and gate. */
  message: string;
  /** The command to go on with. */
  next?: string;
}
