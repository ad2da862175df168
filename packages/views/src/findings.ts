import type { GateReview } from "@review/db";
import { parseFindings } from "@review/protocol";

/** One thing that a review found. */
export interface Finding {
  /** What is wrong, in the reviewer's words. */
  text: string;
  /** If the reviewer named one. */
  severity?: "pass" | "warn" | "fail" | "error";
  /** Exact words of the note that show it. */
  quotes: readonly string[];
}

/** The findings of a judgement; one without a list gives its first line of text as its only finding. */
export function readFindings(rationaleMarkdown: string): Finding[] {
  const findings = parseFindings(rationaleMarkdown);
  if (findings.length > 0) return findings;
  const first = rationaleMarkdown.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first === undefined ? [] : [{ text: first.trim(), quotes: [] }];
}

/** What a review found: nothing if it says pass, whatever it says beside. */
export function findingsOfReview({
  decision,
  rationaleMarkdown,
}: Pick<GateReview, "decision" | "rationaleMarkdown">): Finding[] {
  return decision === "pass" ? [] : readFindings(rationaleMarkdown);
}
