import type { GateReview } from "@review/db";
import { type Finding, parseFindings } from "@review/protocol";

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
