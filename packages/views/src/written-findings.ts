import type { GateReview } from "@review/db";
import { parseFindings } from "@review/protocol";
import type { Finding } from "./finding.ts";

/**
 * The findings of a judgement of which nothing but the text is kept. One without a list gives its first line of text as
 * its only finding; an item that names no severity has that of the judgement.
 */
export function readWrittenFindings({
  decision,
  rationaleMarkdown,
}: Pick<GateReview, "decision" | "rationaleMarkdown">): Finding[] {
  const ofJudgement = decision === "fail" ? "fail" : "warn";
  const items = parseFindings(rationaleMarkdown).filter(({ severity }) => severity !== "pass");
  if (items.length > 0) {
    return items.map(({ severity, text, quotes }) => ({
      severity: severity === "fail" || severity === "warn" ? severity : ofJudgement,
      message: text,
      quotes: quotes.map((quote) => ({ text: quote })),
    }));
  }
  const first = rationaleMarkdown.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first === undefined ? [] : [{ severity: ofJudgement, message: first.trim(), quotes: [] }];
}
