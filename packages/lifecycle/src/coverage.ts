import { ACCEPTABLE_DECISIONS, type Decision, type RequestedGate, type RunDetails } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { checkExecutionData } from "./execution-data.ts";
import { describeFindingProblems } from "./finding-errors.ts";
import { type GateReviewInput, gateReviewProblem } from "./gate-review-input.ts";
import { ANSWERER_FIELDS, type Answerer, otherModelProblem } from "./other-model.ts";
import type { Proven } from "./prove-reviews.ts";

interface Coverage {
  id: number;
  notePath: string;
  gates: readonly RequestedGate[];
  /** The gate reviews in the ledger. */
  written: readonly { gateId: string; gateSha: string; decision: Decision; rationaleMarkdown?: string }[];
}

const RUN_FIELDS = {
  id: "number",
  notePath: "text",
  modelId: "text",
  gates: "list",
  gateReviews: "list",
} as const;
const REVIEW_FIELDS = {
  gateId: "text",
  gateSha: "text",
  decision: "text",
  rationaleMarkdown: "text",
} as const;

/** What keeps a run, as it stands in the ledger, from completing: empty if it would complete. */
export function completionProblems(run: RunDetails, answerer: Answerer = {}): string[] {
  checkFields(run, "run", RUN_FIELDS);
  checkEach(run.gates, "gates", { gateId: "text", gateSha: "text" });
  checkEach(run.gateReviews, "gateReviews", REVIEW_FIELDS);
  checkFields(answerer, "answerer", ANSWERER_FIELDS);
  if (answerer.executionData) checkExecutionData(answerer.executionData);
  const other = otherModelProblem(run.modelId, answerer);
  const problems = coverageProblems({ ...run, written: run.gateReviews });
  return other === undefined ? problems : [other, ...problems];
}

/**
 * What keeps a run from completing, one sentence per gate concerned: every requested gate needs exactly one
 * review with pass, warn or fail against the captured gate version.
 */
export function coverageProblems(run: Coverage, added: readonly Proven<GateReviewInput>[] = []): string[] {
  const { gates, written } = run;
  const requested = new Set(gates.map((gate) => gate.gateId));
  const stray = new Set(added.map((review) => review.gateId).filter((gateId) => !requested.has(gateId)));
  const problems = Array.from(stray, (gateId) => `gate ${gateId} was not requested in run ${run.id}`);
  for (const { gateId, gateSha } of gates) {
    const ofGate = added.filter((review) => review.gateId === gateId);
    const already = written.filter((review) => review.gateId === gateId);
    const [review] = [...already, ...ofGate];
    const invalid = ofGate
      .map((each) => gateReviewProblem(each) ?? findingsProblem(each))
      .find((problem) => problem !== undefined);
    if (!review) problems.push(`gate ${gateId} of ${run.notePath} has no review`);
    else if (already.length + ofGate.length > 1)
      problems.push(`gate ${gateId} of ${run.notePath} is reviewed twice`);
    else if (invalid) problems.push(invalid);
    else if (review.gateSha !== undefined && review.gateSha !== gateSha) {
      problems.push(`gate ${gateId} was judged in another version than run ${run.id} captured`);
    } else if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) {
      const why = firstLine(review.rationaleMarkdown);
      const reason = why === undefined ? "" : `: ${why}`;
      problems.push(
        `gate ${gateId} of ${run.notePath} could not be judged (decision ${review.decision})${reason}`,
      );
    }
  }
  return problems;
}

const findingsProblem = ({ gateId, problems }: Proven<GateReviewInput>) =>
  problems.length === 0 ? undefined : describeFindingProblems(gateId, problems);

/** What the reviewer says first, without headings; cut where it is no line for a reason any more. */
function firstLine(text = ""): string | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const line = lines.find((candidate) => candidate !== "" && !candidate.startsWith("#"));
  return line !== undefined && line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
