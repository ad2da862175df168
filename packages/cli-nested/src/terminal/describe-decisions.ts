import { count, describeFindings, type Io, oneLine, painter, type Style, shorten } from "@review/cli-kit";
import { ACCEPTABLE_DECISIONS, type AcceptableDecision, type GateReview } from "@review/db";

type Judged = Pick<GateReview, "gateId" | "decision" | "rationaleMarkdown">;

export const DECISION_STYLES: Partial<Record<GateReview["decision"], Style>> = {
  pass: "green",
  warn: "yellow",
  fail: "red",
};
const LISTED = 3;

/** `5 pass, 1 warn`; `nothing` if there is none. */
export function describeDecisions(decisions: Readonly<Record<AcceptableDecision, number>>): string {
  const parts = ACCEPTABLE_DECISIONS.filter((decision) => decisions[decision] > 0);
  return parts.length === 0
    ? "nothing"
    : parts.map((decision) => `${decisions[decision]} ${decision}`).join(", ");
}

/** One gate's decision and the first of its findings, each on one line of the terminal. */
export function describeOutcome({ gateId, decision, rationaleMarkdown }: Judged, io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const lines = [
    `  ${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${oneLine(gateId)}`,
  ];
  if (decision === "pass") return lines;
  const findings = describeFindings({ decision, rationaleMarkdown });
  const width = Math.max(io.stdout.columns ?? 100, 40) - 8;
  lines.push(...findings.slice(0, LISTED).map((finding) => `        ${shorten(finding, width)}`));
  if (findings.length > LISTED) lines.push(`        and ${count(findings.length - LISTED, "more finding")}`);
  return lines;
}

/** A note with the tally of its decisions, and what is not a pass. */
export function describeNote(notePath: string, reviews: readonly Judged[], io: Io): string[] {
  const paint = painter(io.stdout, io.environment);
  const decisions = { pass: 0, warn: 0, fail: 0 };
  for (const { decision } of reviews) if (isAcceptable(decision)) decisions[decision] += 1;
  const worth = reviews
    .filter(({ decision }) => decision !== "pass")
    .toSorted((a, b) => (a.gateId < b.gateId ? -1 : 1));
  const title = `${oneLine(notePath)}  ${paint("dim", describeDecisions(decisions))}`;
  return [title, ...worth.flatMap((review) => describeOutcome(review, io))];
}

function isAcceptable(decision: GateReview["decision"]): decision is AcceptableDecision {
  return ACCEPTABLE_DECISIONS.some((known) => known === decision);
}
