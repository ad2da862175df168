import type { ReviewerDecision } from "@review/db/vocabulary";
import { renderResultLine } from "./decision.ts";
import type { Finding } from "./findings/parse-findings.ts";
import { saysNone } from "./findings/says-none.ts";
import { eachLine } from "./lines.ts";

export interface RationaleContent {
  readonly summary: string;
  readonly findings: readonly Finding[];
  readonly suggestedRevision?: string;
}

export interface GateReviewContent extends RationaleContent {
  readonly decision: ReviewerDecision;
}

/**
 * The inside of a gate review block, ending in its result line without a line break. `parseGateReview` accepts it
 * with the same decision whatever the texts contain: a line in them that begins with `## Result:` is escaped. Only a line of a
 * finding that is marked as another one, or a section "Findings", or one like it, of the summary, is taken for what it looks like.
 */
export function renderGateReview(content: GateReviewContent): string {
  return `${renderRationale(content)}\n\n${renderResultLine(content.decision)}`;
}

/** The text of a judgement without its result line: what is kept of it. */
export function renderRationale({ summary, findings, suggestedRevision }: RationaleContent): string {
  const sections = [
    `### Summary\n${escapeResultLines(summary)}`,
    `### Findings\n${findings.length === 0 ? "None." : findings.map(renderFinding).join("\n")}`,
  ];
  if (suggestedRevision !== undefined) {
    sections.push(`### Suggested Revision\n${escapeResultLines(suggestedRevision)}`);
  }
  return sections.join("\n\n");
}

function renderFinding({ severity, text, quotes }: Finding): string {
  // A tool may complain of no more than "none" or "-", and that is a finding.
  const said = saysNone(text) ? JSON.stringify(text) : text;
  const item = severity === undefined ? text : `${severity.toUpperCase()}: ${said}`;
  const quotations = quotes.map((quote) => `\n${prefixLines(quote, "  > ")}`);
  return `- ${prefixLines(item, "", "  ")}${quotations.join("\n")}`;
}

function prefixLines(text: string, first: string, others = first): string {
  return [...eachLine(text)].map((line, index) => `${index === 0 ? first : others}${line}`).join("\n");
}

function escapeResultLines(text: string): string {
  return text.trim().replace(/^(?=## Result:)/gm, "\\");
}
