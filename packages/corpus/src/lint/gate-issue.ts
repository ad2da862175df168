import { findNearestName } from "../text/nearest-name.ts";

/** What is wrong with a gate: an error makes it unusable or wrong, a warning makes it mean less than its author thinks. */
export interface GateIssue {
  gateId: string;
  /** Relative to the root, with `/`. */
  path: string;
  severity: "error" | "warning";
  /** Reads on after the path, and says how to mend it. */
  message: string;
}

/** An issue before it is known which gate has it. */
export type Complaint = Pick<GateIssue, "severity" | "message">;

export const error = (message: string): Complaint => ({ severity: "error", message });
export const warning = (message: string): Complaint => ({ severity: "warning", message });

/** The end of a message about a word that nobody knows: the known one that looks most like it, if there is one. */
export async function suggest(word: string, known: readonly string[]): Promise<string> {
  const nearest = await findNearestName(word, known);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}
