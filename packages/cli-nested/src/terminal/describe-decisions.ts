import {
  count,
  describeFinding,
  displayWidth,
  type Io,
  nameLine,
  oneLine,
  painter,
  type Style,
  shorten,
} from "@review/cli-kit";
import { ACCEPTABLE_DECISIONS, type AcceptableDecision, type Decision } from "@review/db";
import type { Finding, ResolvedFinding } from "@review/views";
import { placeOf } from "./describe-place.ts";

/** What was accepted of a gate. */
interface Accepted {
  gateId: string;
  decision: AcceptableDecision;
  findings: readonly Finding[];
  resolved?: readonly ResolvedFinding[];
}

export const DECISION_STYLES: Partial<Record<Decision, Style>> = {
  pass: "green",
  warn: "yellow",
  fail: "red",
};
const LISTED = 3;
const INDENT = " ".repeat(8);
/** With less room than this a quote is not worth a glance. */
const LEAST_QUOTE = 16;

/** `5 pass, 1 warn`; `nothing` if there is none. */
export function describeDecisions(decisions: Readonly<Record<AcceptableDecision, number>>): string {
  const parts = ACCEPTABLE_DECISIONS.filter((decision) => decisions[decision] > 0);
  return parts.length === 0
    ? "nothing"
    : parts.map((decision) => `${decisions[decision]} ${decision}`).join(", ");
}

/** One gate's decision and the first of its findings: each on one line of the terminal, and where it stands on another. */
export function describeOutcome(
  notePath: string,
  { gateId, decision, findings, resolved = [] }: Accepted,
  io: Io,
): string[] {
  const paint = painter(io.stdout, io.environment);
  const width = Math.max(io.stdout.columns ?? Infinity, 40);
  const word = paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase());
  const gone = resolved.length === 0 ? "" : `  ${paint("dim", describeResolved(resolved.length))}`;
  const lines = [`  ${word}  ${nameLine(gateId)}${gone}`];
  for (const finding of findings.slice(0, LISTED)) {
    const settled = finding.waived ? "waived: " : finding.disputed ? "disputed: " : "";
    lines.push(`${INDENT}${shorten(settled + describeFinding(finding), width - INDENT.length)}`);
    lines.push(...describeEvidence(notePath, finding, width).map((line) => paint("dim", line)));
  }
  if (findings.length > LISTED) lines.push(`${INDENT}and ${count(findings.length - LISTED, "more finding")}`);
  return lines;
}

/** How many findings of the review before are gone. */
const describeResolved = (amount: number) => `${amount} resolved`;

/** Where the first words stand that a finding quotes, never cut, and as many of them as have room beside it. */
function describeEvidence(notePath: string, { quotes: [quote] }: Finding, width: number): string[] {
  if (!quote) return [];
  const first = `${INDENT}  `;
  const place = placeOf(notePath, quote);
  const beside = place === undefined ? "> " : `${place}  > `;
  const room = width - displayWidth(first + beside);
  const text = oneLine(quote.text.trim());
  // Blanks, which a check can be about, cannot be seen.
  if (text === "") return place === undefined ? [] : [first + place];
  if (place === undefined || room >= Math.min(displayWidth(text), LEAST_QUOTE)) {
    return [first + beside + shorten(text, room)];
  }
  return [`${first}> ${shorten(text, width - first.length - 2)}`, first + place];
}

/** A note with the tally of its decisions, and what is not a pass. */
export function describeNote(notePath: string, gates: readonly Accepted[], io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const decisions = { pass: 0, warn: 0, fail: 0 };
  for (const { decision } of gates) decisions[decision] += 1;
  const worth = gates
    .filter(({ decision }) => decision !== "pass")
    .toSorted((a, b) => (a.gateId < b.gateId ? -1 : 1));
  const resolved = gates.reduce((sum, gate) => sum + (gate.resolved?.length ?? 0), 0);
  const gone = resolved === 0 ? "" : `; ${describeResolved(resolved)}`;
  const title = `${nameLine(notePath)}  ${paint("dim", describeDecisions(decisions) + gone)}`;
  return [title, ...worth.flatMap((gate) => describeOutcome(notePath, gate, io))];
}
